import type { GramOf } from "../../linalg/matrixKernels";
import { cholesky } from "../../linalg/cholesky";

/**
 * Vectors with the angles of the neurons' logit signatures s_i = W_U w_i, [V] each, in d dimensions: with
 * W_UᵀW_U = L Lᵀ it is ⟨s_i, s_j⟩ = ⟨Lᵀw_i, Lᵀw_j⟩, so the signatures themselves, V numbers a neuron, are never made.
 *
 * @param wOut [m, d] one row per neuron
 * @param unembedding [V, d] one row per token, V ≥ d
 * @returns [m, d] Lᵀ w_i
 */
export function logitSignatures(
  wOut: Float32Array | Float64Array,
  options: { unembedding: Float32Array | Float64Array; width: number; gramOf: GramOf },
): Float64Array {
  const { unembedding, width: d, gramOf } = options;
  const lower = cholesky(gramOf(unembedding, unembedding.length / d, d), d);
  // The product of two matrices is a corner of the Gram matrix of both, one above the other: [Lᵀ; W].
  const both = new Float64Array(2 * d * d);
  for (let a = 0; a < d; a++) for (let b = 0; b <= a; b++) both[b * d + a] = lower[a * d + b]!;
  const signatures = new Float64Array(wOut.length);
  for (let begin = 0; begin < wOut.length; begin += d * d) {
    const block = wOut.subarray(begin, begin + d * d);
    both.set(block, d * d);
    const rows = d + block.length / d;
    const products = gramOf(both.subarray(0, rows * d), rows, d, "rows");
    for (let i = 0; i < block.length / d; i++) {
      const from = (d + i) * rows;
      signatures.set(products.subarray(from, from + d), begin + i * d);
    }
  }
  return signatures;
}
