import type { GramSpectraOfEach } from "../linalg/matrixKernels";
import { alphaFarms } from "../spectra/exponents/alphaFarms";
import { alphaMid } from "../spectra/exponents/alphaMid";
import { farmsEigenvaluesOfEach } from "../spectra/exponents/farmsEigenvalues";
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
  kernels: { gramSpectraOfEach: GramSpectraOfEach },
): GroupStatistic[] {
  const standardized = standardizeRows(weights, { rows, columns });

  return measureGroup(group, {
    space,
    statistics,
    alive: standardized.alive,
    of: (groups) => {
      const n = groups[0]!.length;
      const atOnce = Math.max(1, Math.floor(mostEntries / (n * columns)));
      const pieces = Array.from({ length: Math.ceil(groups.length / atOnce) }, (_, piece) =>
        groups.slice(piece * atOnce, (piece + 1) * atOnce),
      );
      const memory = new Float64Array(Math.min(atOnce, groups.length) * n * columns);
      const windows = new Float64Array(mostEntries);
      const tools = { columns, memory, windows, ...kernels };
      return pieces.flatMap((piece) => spectraOf(piece, standardized.rows, tools));
    },
  });
}

/** Rows of groups in memory at a time. */
const mostEntries = 2 ** 18;

interface Tools {
  columns: number;
  /** For copies of the rows, and of their windows. */
  memory: Float64Array;
  windows: Float64Array;
  gramSpectraOfEach: GramSpectraOfEach;
}

/** The five statistics of groups of as many rows. */
function spectraOf(
  groups: readonly Int32Array[],
  rows: Float64Array,
  { columns, memory, windows, gramSpectraOfEach }: Tools,
): (number | null)[][] {
  const n = groups[0]!.length;
  const side = Math.min(n, columns);
  const own = memory.subarray(0, groups.length * n * columns);
  groups.forEach((members, g) => {
    members.forEach((neuron, i) => {
      own.set(rows.subarray(neuron * columns, (neuron + 1) * columns), (g * n + i) * columns);
    });
  });
  const spectra = gramSpectraOfEach(own, n, columns);
  const pooled = farmsEigenvaluesOfEach(own, n, columns, { gramSpectraOfEach, memory: windows });
  const each = pooled.length / groups.length;
  return groups.map((_, g) => {
    const eigenvalues = spectra.subarray(g * side, (g + 1) * side);
    return [
      hill10(eigenvalues, n),
      alphaMid(eigenvalues).alpha,
      alphaFarms(pooled.subarray(g * each, (g + 1) * each)).alpha,
      eigenvalues.at(-1)!,
      participationRatio(eigenvalues),
    ];
  });
}

/** The paper counts k on all n eigenvalues of C, those that are zero for n > d included. */
function hill10(eigenvalues: Float64Array, n: number): number | null {
  const k = Math.max(1, Math.floor(n / 10));
  return k < positiveEigenvalues(eigenvalues).length ? hillTailIndex(eigenvalues, k) : null;
}
