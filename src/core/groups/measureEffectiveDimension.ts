import type { EigenvaluesOfEach } from "../linalg/matrixKernels";
import { type ActivationCorrelation, correlationOf } from "./correlateActivations";
import { effectiveDimensionMethods, effectiveDimensions } from "./effectiveDimension";
import type { GroupStatistic } from "./groupStatistic";
import { measureGroup, type NeuronGroup } from "./measureGroup";

const statistics = effectiveDimensionMethods.map((method) => ({ statistic: "effective_dimension", method }));

/** Correlations of groups in memory at a time. */
const mostEntries = 2 ** 20;

/**
 * How many independent directions a group's activations span, as a share of its size, beside random groups matched in
 * size and norm. Neurons whose activation never varies are left out of the group and of the draws; `size` counts the rest.
 */
export function measureEffectiveDimension(
  correlation: ActivationCorrelation,
  group: NeuronGroup,
  { eigenvaluesOfEach }: { eigenvaluesOfEach: EigenvaluesOfEach },
): GroupStatistic[] {
  const { positions, alive } = correlation;

  return measureGroup(group, {
    space: "activations",
    statistics,
    alive,
    of: (groups) => {
      const n = groups[0]!.length;
      const atOnce = Math.max(1, Math.floor(mostEntries / n ** 2));
      const measured: (number | null)[][] = [];
      const memory = new Float64Array(Math.min(atOnce, groups.length) * n * n);
      for (let first = 0; first < groups.length; first += atOnce) {
        const piece = groups.slice(first, first + atOnce);
        const matrices = memory.subarray(0, piece.length * n * n);
        piece.forEach((members, g) =>
          correlationOf(correlation, members, matrices.subarray(g * n * n, (g + 1) * n * n)),
        );
        const spectra = eigenvaluesOfEach(matrices, n);
        piece.forEach((_, g) =>
          measured.push(effectiveDimensions(spectra.subarray(g * n, (g + 1) * n), positions)),
        );
      }
      return measured;
    },
  });
}
