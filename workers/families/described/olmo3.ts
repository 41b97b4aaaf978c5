import { changeBlocks } from "../changeBlocks";
import type { Family } from "../family";
import { readRotary } from "../rotaryConfig";
import { slidingWindow } from "../slidingWindow";
import { describeOlmo2 } from "./olmo2";

/** OLMo 2 whose attention sees a window of the text in three of four layers; only in the others are positions stretched. */
export const olmo3: Family = {
  name: "olmo3",
  modelTypes: ["olmo3"],
  tokens: "embed_tokens",
  blocks: "layers.",
  recognises: () => false, // its tensors are OLMo 2's
  describe: (config) => {
    const olmo2 = describeOlmo2(config, "olmo3");
    const { headWidth } = olmo2.sizes;
    const window = slidingWindow(config, (layer) => (layer + 1) % 4 !== 0);
    const full = readRotary(config, { headWidth, base: 5e5, layerType: "full_attention" });
    const local =
      config.find("rope_parameters") === undefined
        ? { ...full, scaling: null }
        : readRotary(config, { headWidth, base: 5e5, layerType: "sliding_attention" });
    return changeBlocks(olmo2, ({ attention }, layer) => ({
      attention: { ...attention, rotary: window(layer) === null ? full : local, window: window(layer) },
    }));
  },
};
