import { tensor2d, tidy } from "@tensorflow/tfjs-core";
import type { OutputHead, RunningModel } from "~workers/lm/languageModel";
import { modelLogits } from "./modelLogits";

/** The most likely token, again and again. @returns the prompt and `count` more */
export function generateGreedily(
  model: RunningModel,
  head: OutputHead,
  { prompt, count }: { prompt: readonly number[]; count: number },
): number[] {
  const ids = [...prompt];
  while (ids.length < prompt.length + count) {
    const context = ids.length;
    const last = tidy(() => {
      let residual = model.embed(tensor2d(ids, [1, context], "int32"));
      for (let layer = 0; layer < model.sizes.layers; layer++) {
        residual = model.block(layer, residual, { batch: 1, context }).residual;
      }
      return residual.dataSync<"float32">().slice((context - 1) * model.sizes.width);
    });
    const logits = modelLogits(head, last);
    ids.push(logits.indexOf(Math.max(...logits)));
  }
  return ids;
}
