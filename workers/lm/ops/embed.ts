import type { Tensor2D } from "@tensorflow/tfjs-core";
import { requireThat } from "~/core/errors";
import { differentiable } from "./differentiable";
import { requireShape } from "./requireShape";
import { runFused, runFusedMany } from "./runFused";

/**
 * out[b·C + c] = wte[ids[b, c]] + wpe[c].
 *
 * @param ids [B, C] int32, C ≤ Cmax
 * @param wte [V, d] one row per token
 * @param wpe [Cmax, d] one row per position
 * @returns [B·C, d]
 */
export function embed(ids: Tensor2D, wte: Tensor2D, wpe: Tensor2D): Tensor2D {
  const [vocabulary, positions] = [wte.shape[0], wpe.shape[0]];
  const context = ids.shape[1];
  requireThat(
    context <= positions,
    `a context of ${context} is longer than the ${positions} positions known`,
  );
  requireShape("wpe", wpe, [positions, wte.shape[1]]);
  return differentiable(
    [wte, wpe],
    (save) => {
      save([ids]);
      return runFused("embed", { ids, wte, wpe }) as Tensor2D;
    },
    (dy, saved) => runFusedMany("embedGradient", { ids: saved[0]!, dy }, { vocabulary, positions }),
  );
}
