import type { Provenance } from "~/core/provenance";
import type { CellResult } from "./cellResult";
import { positionBandsOf } from "./positionBandsOf";
import type { WeightsOnly, Subject } from "./subject";

export interface Computation {
  readonly backend: string;
  readonly codeVersion: string;
}

/** How the numbers of a cell came to be. */
export function provenanceOf(
  subject: Subject,
  { methods, parameters, warnings, positions }: CellResult,
  { backend, codeVersion }: Computation,
): Provenance {
  const { batch, bands, text, mlp, seed, weightsHash } = subject;
  const rare = bands.names.indexOf("rare");
  const rarePositions = positionBandsOf(subject).reduce((count, band) => count + (band === rare ? 1 : 0), 0);
  return {
    ...{ methods, parameters, seed },
    ...(positions ?? { positions: batch.targets.length, rarePositions, sequences: batch.sequences }),
    neurons: mlp.neurons,
    tokensHash: text.tokensHash,
    countsHash: text.countsHash,
    weightsHash,
    dtype: "float32 model and ablation, float64 sums, spectra and statistics",
    ...{ backend, codeVersion, warnings: [...text.warnings, ...warnings] },
  };
}

/** The same of a checkpoint of which only the weights are known. */
export function weightsProvenance(
  { seed, weightsHash }: WeightsOnly,
  { methods, parameters, warnings }: CellResult,
  { backend, codeVersion }: Computation,
): Provenance {
  return {
    ...{ methods, parameters, seed, weightsHash, backend, codeVersion, warnings },
    ...{ positions: null, rarePositions: null, sequences: null, neurons: null },
    ...{ tokensHash: null, countsHash: null },
    dtype: "float32 weights, float64 spectra and statistics",
  };
}
