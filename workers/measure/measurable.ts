import type { MeasurementCell } from "~/core/cells";
import { AppError } from "~/core/errors";
import type { Provenance } from "~/core/provenance";
import type { NumericKernels } from "~workers/backends/numericKernels";
import type { WeightMatrix } from "~workers/lm/languageModel";
import { cellHash, cellParameters, namelessHash } from "./cellHash";
import type { CellResult } from "./cellResult";
import { cellTable } from "./cellTable";
import { type Computation, provenanceOf, weightsProvenance } from "./provenanceOf";
import { type Found, openSession } from "./session";
import { isOfMlp, measureMatrices } from "./spectra/measureSpectra";
import type { WeightsOnly, Subject } from "./subject";

/** A checkpoint as the ledger sees it: what is known of it decides which of its cells can be measured. */
export interface Measurable {
  /** The ledger's key. */
  readonly hashOf: (cell: MeasurementCell) => string;
  /** @throws AppError not_measurable */
  readonly measure: (cell: MeasurementCell) => Promise<CellResult>;
  readonly provenanceOf: (result: CellResult, computed: Computation) => Provenance;
}

interface Tools {
  readonly kernels: NumericKernels;
  readonly signal: AbortSignal;
  /** Of the cell "layer". */
  readonly layer: number | null;
  readonly found: Found;
}

export function measurable(subject: Subject | WeightsOnly, tools: Tools): Measurable {
  if ("lacks" in subject) return measurableWeights(subject, tools);
  const session = openSession(subject, tools);
  const parameters = cellParameters(subject, tools.layer);
  return {
    hashOf: (cell) => cellHash(cell, parameters),
    measure: (cell) => cellTable[cell](session),
    provenanceOf: (result, computed) => provenanceOf(subject, result, computed),
  };
}

/** Every matrix has its spectrum, whatever else is lacking. */
function measurableWeights(weights: WeightsOnly, { kernels, signal }: Tools): Measurable {
  const { seed, finalLayer, lacks } = weights;
  const isFinal = ({ name }: WeightMatrix) => finalLayer !== null && isOfMlp(name, finalLayer);
  return {
    hashOf: (cell) => (finalLayer === null ? namelessHash(cell, seed) : cellHash(cell, { seed })),
    measure: async (cell) => {
      const matrices = weights.matrices.filter(
        (matrix) => cell === (isFinal(matrix) ? "spectra" : "spectraAll"),
      );
      if (matrices.length === 0) throw new AppError("not_measurable", lacks);
      return measureMatrices(matrices, { kernels, signal, seed });
    },
    provenanceOf: (result, computed) => weightsProvenance(weights, result, computed),
  };
}
