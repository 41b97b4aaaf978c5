import type { Family } from "../family";
import type { Linear } from "../linear";
import type { Norm } from "../norm";
import { describeGpt2, inferGpt2 } from "./gpt2";

/** Karpathy's nanoGPT: GPT-2 stored [out, in], with the exact GELU; biases may be left out. */
export const nanoGpt: Family = {
  name: "nanogpt",
  modelTypes: ["nanogpt"],
  tokens: "wte",
  blocks: "h.",
  recognises: (shapeOf) => {
    const [outputs = 0, inputs = 0] = shapeOf("h.0.attn.c_attn.weight") ?? [];
    return inputs > 0 && outputs === 3 * inputs;
  },
  infer: (shapeOf) => {
    const { config, assumed } = inferGpt2(shapeOf, shapeOf("h.0.mlp.c_fc.weight")?.[0]);
    return { config: { ...config, activation_function: "gelu" }, assumed };
  },
  describe: (config) => {
    const gpt2 = describeGpt2(config, "nanogpt");
    return {
      ...gpt2,
      block: (layer) => {
        const { residual, attention, mlp } = gpt2.block(layer);
        return {
          residual,
          attention: {
            ...attention,
            norm: unbiased(attention.norm!),
            query: stored(attention.query),
            key: stored(attention.key),
            value: stored(attention.value),
            output: stored(attention.output),
          },
          mlp: { ...mlp, norm: unbiased(mlp.norm!), up: stored(mlp.up), down: stored(mlp.down) },
        };
      },
      head: { ...gpt2.head, norm: unbiased(gpt2.head.norm) },
    };
  },
};

const stored = (linear: Linear): Linear => ({ ...linear, order: "out,in", bias: "optional" });
const unbiased = (norm: Norm): Norm => ({ ...norm, bias: "optional" });
