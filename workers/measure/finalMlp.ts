import type { Parameters } from "~workers/lm/gpt2Parameters";
import type { Gpt2Shape } from "~workers/lm/gpt2Shape";

/** The weights of the final MLP, one row per neuron. */
export interface FinalMlp {
  readonly layer: number;
  /** m */
  readonly neurons: number;
  /** d */
  readonly width: number;
  /** [m, d] what each neuron reads. */
  readonly wIn: Float32Array;
  /** [m, d] what each neuron writes. */
  readonly wOut: Float32Array;
}

/** Hugging Face keeps linear weights as [in, out]: c_fc is [d, m], c_proj [m, d]. */
export function finalMlp(shape: Gpt2Shape, parameters: Parameters): FinalMlp {
  const layer = shape.layers - 1;
  const { mlpWidth: neurons, width } = shape;
  const weight = (name: string) => parameters.get(`transformer.h.${layer}.mlp.${name}.weight`)!.values;
  return { layer, neurons, width, wIn: transpose(weight("c_fc"), width, neurons), wOut: weight("c_proj") };
}

function transpose(matrix: Float32Array, rows: number, columns: number): Float32Array {
  const transposed = new Float32Array(matrix.length);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) transposed[j * rows + i] = matrix[i * columns + j]!;
  }
  return transposed;
}
