import type { Tensor2D } from "@tensorflow/tfjs-core";
import { requireThat } from "~/core/errors";
import { differentiable } from "./differentiable";
import { requireShape } from "./requireShape";
import { runFused, runFusedMany } from "./runFused";

interface Embedding {
  /** [V, d] one row per token */
  readonly wte: Tensor2D;
  /** [Cmax, d] one row per position, C ≤ Cmax; left out where positions come in later. */
  readonly wpe?: Tensor2D | undefined;
  /** Of the tokens' rows; 1 when left out. */
  readonly scale?: number | undefined;
}

/**
 * out[b·C + c] = scale · wte[ids[b, c]] + wpe[c].
 *
 * @param ids [B, C] int32
 * @returns [B·C, d]
 */
export function embed(ids: Tensor2D, { wte, wpe, scale = 1 }: Embedding): Tensor2D {
  const [vocabulary, positions] = [wte.shape[0], wpe?.shape[0] ?? 0];
  if (wpe) {
    const context = ids.shape[1];
    requireThat(
      context <= positions,
      `a context of ${context} is longer than the ${positions} positions known`,
    );
    requireShape("wpe", wpe, [positions, wte.shape[1]]);
  }
  return differentiable(
    wpe ? [wte, wpe] : [wte],
    (save) => {
      save([ids]);
      return runFused("embed", wpe ? { ids, wte, wpe } : { ids, wte }, { scale }) as Tensor2D;
    },
    (dy, saved) => runFusedMany("embedGradient", { ids: saved[0]!, dy }, { vocabulary, positions, scale }),
  );
}
