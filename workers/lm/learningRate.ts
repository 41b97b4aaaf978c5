import type { RunConfig } from "~/core/runConfig";

/**
 * The learning rate of update `step` (1 … steps): linear warm-up, then half a cosine down to the final rate.
 *
 *     η(s) = η₀ s / w                                       s ≤ w
 *     η(s) = η₁ + ½ (η₀ − η₁)(1 + cos π (s − w)/(S − w))      s > w
 */
export function learningRateAt(step: number, { training }: Pick<RunConfig, "training">): number {
  const { steps, warmupSteps, learningRate, finalLearningRate } = training;
  if (step <= warmupSteps) return (learningRate * step) / warmupSteps;
  const progress = Math.min(1, (step - warmupSteps) / (steps - warmupSteps));
  return finalLearningRate + 0.5 * (learningRate - finalLearningRate) * (1 + Math.cos(Math.PI * progress));
}
