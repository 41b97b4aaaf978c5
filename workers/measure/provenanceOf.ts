import type { Provenance } from "~/core/provenance";
import type { CellResult } from "./cellResult";
import { positionBandsOf } from "./positionBandsOf";
import type { Subject } from "./subject";

/** How the numbers of a cell came to be. */
export function provenanceOf(
  subject: Subject,
  { methods, parameters, warnings, positions }: CellResult,
  { backend, codeVersion }: { backend: string; codeVersion: string },
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
