import { changeBlocks } from "../changeBlocks";
import type { Family } from "../family";
import { slidingWindow } from "../slidingWindow";
import { describeLlama } from "./llama";

/** Llama whose attention, in every layer, sees a window of the text. */
export const mistral: Family = {
  name: "mistral",
  modelTypes: ["mistral"],
  tokens: "embed_tokens",
  blocks: "layers.",
  recognises: () => false, // its tensors are Llama's
  describe: (config) => {
    const window = slidingWindow(config, () => true);
    return changeBlocks(describeLlama(config, "mistral"), ({ attention }, layer) => ({
      attention: { ...attention, window: window(layer) },
    }));
  },
};
