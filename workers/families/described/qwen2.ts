import { changeBlocks } from "../changeBlocks";
import type { Family } from "../family";
import { linear } from "../linear";
import { slidingWindow } from "../slidingWindow";
import { describeLlama } from "./llama";

/** Llama with biases on queries, keys and values; from some layer on it may see a window only. */
export const qwen2: Family = {
  name: "qwen2",
  modelTypes: ["qwen2"],
  tokens: "embed_tokens",
  blocks: "layers.",
  recognises: () => false, // Llama takes biases where there are some
  describe: (config) => {
    const first = config.find("max_window_layers") ?? 28;
    const window = config.flag("use_sliding_window", false)
      ? slidingWindow(config, (layer) => layer >= Number(first))
      : () => null;
    return changeBlocks(describeLlama(config, "qwen2"), ({ attention }, layer) => ({
      attention: {
        ...attention,
        query: linear(attention.query.name, "required"),
        key: linear(attention.key.name, "required"),
        value: linear(attention.value.name, "required"),
        window: window(layer),
      },
    }));
  },
};
