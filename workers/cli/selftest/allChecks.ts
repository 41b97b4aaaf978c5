import type { SelfTestCheck } from "~/core/selfTestCheck";
import type { ComputeBackend } from "~workers/backends/computeBackend";
import type { Check } from "./check";
import { checkKernels } from "./checkKernels";
import { checkSpectra } from "./checkSpectra";

/** Every case with a known answer, recomputed, group by group. A value that is no number does not hold. */
export function allChecks(backend: ComputeBackend): SelfTestCheck[] {
  const grouped = (group: string, checks: Check[]) =>
    checks.map((check) => ({ group, ...check, value: Number.isFinite(check.value) ? check.value : null }));
  return [...grouped("kernels", checkKernels(backend)), ...grouped("spectra", checkSpectra(backend))];
}
