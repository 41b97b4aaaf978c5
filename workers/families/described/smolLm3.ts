import { changeBlocks } from "../changeBlocks";
import type { Family } from "../family";
import { readRotary } from "../rotaryConfig";
import { slidingWindow } from "../slidingWindow";
import { describeLlama } from "./llama";

/** Llama in which every fourth layer, or those that `no_rope_layers` marks with 0, knows no positions. */
export const smolLm3: Family = {
  name: "smollm3",
  modelTypes: ["smollm3"],
  tokens: "embed_tokens",
  blocks: "layers.",
  recognises: () => false, // its tensors are Llama's
  describe: (config) => {
    const llama = describeLlama(config, "smollm3");
    const { headWidth, layers } = llama.sizes;
    const rotary = readRotary(config, { headWidth, base: 2e6 });
    const interval = config.size("no_rope_layer_interval", 4);
    const stated = config.find("no_rope_layers") === undefined ? null : config.numbers("no_rope_layers");
    if (stated !== null && stated.length < layers)
      config.fail("no_rope_layers", `${layers} numbers, one for each layer`);
    const turns = (layer: number) => (stated ? stated[layer] !== 0 : (layer + 1) % interval !== 0);
    const window = config.flag("use_sliding_window", false)
      ? slidingWindow(config, (layer) => !turns(layer))
      : () => null;
    return changeBlocks(llama, ({ attention }, layer) => ({
      attention: { ...attention, rotary: turns(layer) ? rotary : null, window: window(layer) },
    }));
  },
};
