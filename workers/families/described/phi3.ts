import { changeBlocks } from "../changeBlocks";
import type { Family } from "../family";
import { linear, partOf } from "../linear";
import { slidingWindow } from "../slidingWindow";
import { describeLlama } from "./llama";

/** Phi 3 and 4: Llama with query, key and value stored as one map, and gate and up as another. */
export const phi3: Family = {
  name: "phi3",
  modelTypes: ["phi3"],
  tokens: "embed_tokens",
  blocks: "layers.",
  recognises: (shapeOf) => shapeOf("layers.0.self_attn.qkv_proj.weight") !== undefined,
  describe: (config) => {
    const llama = describeLlama(config, "phi3");
    const { heads, keyValueHeads, headWidth, mlpWidth } = llama.sizes;
    const queries = heads * headWidth;
    const keys = keyValueHeads * headWidth;
    const window = slidingWindow(config, () => true);
    return changeBlocks(llama, ({ attention, mlp }, layer) => {
      const qkv = (part: number) =>
        partOf(linear(`layers.${layer}.self_attn.qkv_proj`), [queries, keys, keys], part);
      const gateUp = (part: number) =>
        partOf(linear(`layers.${layer}.mlp.gate_up_proj`), [mlpWidth, mlpWidth], part);
      return {
        attention: {
          ...attention,
          ...{ query: qkv(0), key: qkv(1), value: qkv(2) },
          window: window(layer),
        },
        mlp: { ...mlp, gate: gateUp(0), up: gateUp(1) },
      };
    });
  },
};
