import type { Tensor2D } from "@tensorflow/tfjs-core";
import { requireThat } from "~/core/errors";
import type { AttentionAttributes } from "~workers/backends/fusedKernels";
import { differentiable } from "./differentiable";
import { requireShape } from "./requireShape";
import { runFused, runFusedMany } from "./runFused";

/**
 * softmax(q·kᵀ / √(d/heads), over the keys not after the query) · v, for each head of each sequence.
 *
 * @param qkv [B·C, 3d] the queries, keys and values of a position side by side, each of them head after head
 * @returns [B·C, d]
 */
export function causalAttention(qkv: Tensor2D, { batch, context, heads }: AttentionAttributes): Tensor2D {
  const width = qkv.shape[1] / 3;
  requireShape("qkv", qkv, [batch * context, qkv.shape[1]]);
  requireThat(Number.isInteger(width / heads), `${qkv.shape[1]} columns are not 3 × ${heads} heads`);
  const attributes = { batch, context, heads };
  return differentiable(
    [qkv],
    (save) => {
      const [out, logsum] = runFusedMany("causalAttention", { qkv }, attributes);
      save([qkv, out!, logsum!]);
      return out as Tensor2D;
    },
    (dy, [qkv, out, logsum]) => [
      runFused("causalAttentionGradient", { qkv: qkv!, out: out!, logsum: logsum!, dy }, attributes),
    ],
  );
}
