import type { GramOf } from "../../linalg/matrixKernels";
import { cholesky } from "../../linalg/cholesky";
import { timesSquare } from "../../linalg/timesSquare";

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
  const upper = new Float64Array(d * d);
  for (let a = 0; a < d; a++) for (let b = 0; b <= a; b++) upper[b * d + a] = lower[a * d + b]!;
  return timesSquare(wOut, upper, gramOf);
}
