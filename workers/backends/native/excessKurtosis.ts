import { requireThat } from "~/core/errors";
import type { KernelLibrary } from "../kernelLibrary";

/** `excessKurtosis` of src/core/stats: null where the values do not vary. */
export function nativeExcessKurtosis(library: KernelLibrary, values: Float32Array): number | null {
  const n = values.length;
  requireThat(n > 0, "no values, so no kurtosis");
  const moments = new Float64Array(3);
  library.moments(values, n, moments);
  const [, second, fourth] = moments;
  return second! > 0 ? (fourth! * n) / (second! * second!) - 3 : null;
}
