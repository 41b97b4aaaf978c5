import { type Tensor, tensor } from "@tensorflow/tfjs-core";
import type { Gpt2 } from "./gpt2";
import type { Parameters } from "./gpt2Parameters";
import type { Gpt2Shape } from "./gpt2Shape";

/** A model on the current backend, until it is disposed of. Its tensors are copies. */
export interface LoadedGpt2 extends Gpt2 {
  readonly dispose: () => void;
}

export function loadGpt2(shape: Gpt2Shape, parameters: Parameters): LoadedGpt2 {
  const weights = loadTensors(parameters);
  return { shape, weights, dispose: () => weights.forEach((weight) => weight.dispose()) };
}

export const loadTensors = (parameters: Parameters): Map<string, Tensor> =>
  new Map(Array.from(parameters, ([name, { shape, values }]) => [name, tensor(values.slice(), [...shape])]));
