import type { RunConfig } from "../runConfig";

/** Arithmetic of one pair of a position and a neuron for each token of the vocabulary, as multiply-adds count for two. */
const operationsPerPair = 10;
/** Fits and bootstraps, which do not grow with the model. */
const fixedMs = 2000;

/**
 * A first guess of what measuring the base cells of a checkpoint takes, before any was measured: the operations of the
 * ablation, T·m·V pairs, at the rate at which this machine trains, 6·parameters operations a token.
 */
export function expectedCostMs({ model, training, measure }: RunConfig, msPerStep: number): number {
  const { layers, width, mlpWidth, vocabulary, context } = model;
  const parameters = vocabulary * width + layers * (4 * width + 2 * mlpWidth) * width;
  const stepOperations = 6 * parameters * training.batch * context;
  const { positions } = measure;
  const operations = positions * (operationsPerPair * mlpWidth * vocabulary + 2 * parameters);
  return fixedMs + (operations / stepOperations) * msPerStep;
}
