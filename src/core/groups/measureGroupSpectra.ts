import type { EigenvaluesOf, GramOf } from "../linalg/matrixKernels";
import { alphaFarms } from "../spectra/exponents/alphaFarms";
import { alphaMid } from "../spectra/exponents/alphaMid";
import { farmsEigenvalues } from "../spectra/exponents/farmsEigenvalues";
import { hillTailIndex } from "../spectra/exponents/hillTailIndex";
import { participationRatio } from "../spectra/participationRatio";
import { positiveEigenvalues } from "../spectra/positiveEigenvalues";
import type { GroupStatistic } from "./groupStatistic";
import { measureGroup, type NeuronGroup } from "./measureGroup";
import { standardizeRows } from "./standardizeRows";

const statistics = [
  { statistic: "hill10", method: "hillTailIndex:k=n/10" },
  { statistic: "alpha_mid", method: "alpha_mid" },
  { statistic: "alpha_farms", method: "alpha_farms:Q=1" },
  { statistic: "lambda1", method: "lambda1" },
  { statistic: "participation_ratio", method: "participation_ratio" },
] as const;

export interface GroupWeights {
  space: "W_in" | "W_out";
  /** [rows, columns] = [m, d] one row per neuron of the layer: W_in by neuron, or W_outᵀ. */
  weights: Float32Array | Float64Array;
  rows: number;
  columns: number;
}

/**
 * The spectrum of the row correlation matrix C = ŴŴᵀ/d of a group's weights, by five statistics, each beside that of
 * random groups matched in size and norm. An α of a group is first of all a function of n/d, and a low one alone means
 * correlated neurons, not a heavy tail: hence the random groups, λ1 and the participation ratio beside it.
 *
 *   hill10  tail index of the ⌊n/10⌋ largest (the paper's)      alpha_mid, alpha_farms  density exponents
 *   lambda1  the largest eigenvalue                              participation_ratio  (Σλ)²/Σλ²
 *
 * Rows of equal weights are left out, of the group and of the draws.
 */
export function measureGroupSpectra(
  { space, weights, rows, columns }: GroupWeights,
  group: NeuronGroup,
  kernels: { gramOf: GramOf; eigenvaluesOf: EigenvaluesOf },
): GroupStatistic[] {
  const standardized = standardizeRows(weights, { rows, columns });

  return measureGroup(group, {
    space,
    statistics,
    alive: standardized.alive,
    of: (members) => {
      const n = members.length;
      const own = new Float64Array(n * columns);
      members.forEach((neuron, i) => {
        own.set(standardized.rows.subarray(neuron * columns, (neuron + 1) * columns), i * columns);
      });
      const eigenvalues = kernels.eigenvaluesOf(kernels.gramOf(own, n, columns), Math.min(n, columns));
      return [
        hill10(eigenvalues, n),
        alphaMid(eigenvalues).alpha,
        alphaFarms(farmsEigenvalues(own, n, columns, kernels)).alpha,
        eigenvalues.at(-1)!,
        participationRatio(eigenvalues),
      ];
    },
  });
}

/** The paper counts k on all n eigenvalues of C, those that are zero for n > d included. */
function hill10(eigenvalues: Float64Array, n: number): number | null {
  const k = Math.max(1, Math.floor(n / 10));
  return k < positiveEigenvalues(eigenvalues).length ? hillTailIndex(eigenvalues, k) : null;
}
