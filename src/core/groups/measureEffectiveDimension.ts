import type { EigenvaluesOf } from "../linalg/matrixKernels";
import { type ActivationCorrelation, correlationOf } from "./correlateActivations";
import { effectiveDimensionMethods, effectiveDimensions } from "./effectiveDimension";
import type { GroupStatistic } from "./groupStatistic";
import { measureGroup, type NeuronGroup } from "./measureGroup";

const statistics = effectiveDimensionMethods.map((method) => ({ statistic: "effective_dimension", method }));

/**
 * How many independent directions a group's activations span, as a share of its size, beside random groups matched in
 * size and norm. Neurons whose activation never varies are left out of the group and of the draws; `size` counts the rest.
 */
export function measureEffectiveDimension(
  correlation: ActivationCorrelation,
  group: NeuronGroup,
  { eigenvaluesOf }: { eigenvaluesOf: EigenvaluesOf },
): GroupStatistic[] {
  const { positions, alive } = correlation;

  return measureGroup(group, {
    space: "activations",
    statistics,
    alive,
    of: (members) =>
      effectiveDimensions(eigenvaluesOf(correlationOf(correlation, members), members.length), positions),
  });
}
