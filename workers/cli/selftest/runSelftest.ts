import type { ComputeBackend } from "~workers/backends/computeBackend";
import type { Check } from "./check";
import { checkCoordinationReferences } from "./checkCoordinationReferences";
import { checkKernels } from "./checkKernels";
import { checkPlantedCommunities } from "./checkPlantedCommunities";
import { checkPlantedNeurons } from "./checkPlantedNeurons";
import { checkPlantedSpectra } from "./checkPlantedSpectra";
import { checkRankReferences } from "./checkRankReferences";
import { checkSpectralReferences } from "./checkSpectralReferences";

/** A check and the heading it stands under. */
export interface SelftestRow extends Check {
  group: string;
}

const groups: readonly (readonly [string, (backend: ComputeBackend) => Check[] | Promise<Check[]>])[] = [
  ["kernels against float64", checkKernels],
  ["reference values: spectra", checkSpectralReferences],
  ["reference values: ranked curves", checkRankReferences],
  ["reference values: coordination", checkCoordinationReferences],
  ["planted spectra", checkPlantedSpectra],
  ["planted communities", checkPlantedCommunities],
  ["planted rare-token neurons", checkPlantedNeurons],
];

/**
 * Recomputes cases with known answers on this backend, in some seconds.
 *
 * @param onCheck told of each row as soon as it is known
 */
export async function runSelftest(
  backend: ComputeBackend,
  onCheck: (row: SelftestRow) => void = () => undefined,
): Promise<SelftestRow[]> {
  const rows: SelftestRow[] = [];
  for (const [group, checks] of groups) {
    for (const result of await checks(backend)) {
      const row = { group, ...result };
      onCheck(row);
      rows.push(row);
    }
  }
  return rows;
}
