import { dispose, matMul, tensor2d } from "@tensorflow/tfjs-core";
import { lookAt } from "~workers/backends/lookAt";

/** What one block of products may take. */
const mostEntries = 2 ** 24;

/**
 * Shows each neuron's row of directions · unembeddingᵀ, a block of neurons at a time.
 *
 * @param directions [m, d]
 * @param unembedding [V, d]
 * @param look called once for each neuron with its row [V], which it may write over and not keep
 */
export async function logitRows(
  directions: Float32Array,
  { unembedding, width }: { unembedding: Float32Array; width: number },
  look: (neuron: number, row: Float32Array) => void,
): Promise<void> {
  const neurons = directions.length / width;
  const tokens = unembedding.length / width;
  const block = Math.max(1, Math.floor(mostEntries / tokens));
  const table = tensor2d(unembedding, [tokens, width]);
  for (let begin = 0; begin < neurons; begin += block) {
    const count = Math.min(block, neurons - begin);
    const own = tensor2d(directions.slice(begin * width, (begin + count) * width), [count, width]);
    // Not in a tidy: it would look through all of what it returns for tensors.
    const product = matMul(own, table, false, true);
    await lookAt(product, (values) => {
      for (let i = 0; i < count; i++) look(begin + i, values.subarray(i * tokens, (i + 1) * tokens));
    });
    dispose([own, product]);
  }
  table.dispose();
}
