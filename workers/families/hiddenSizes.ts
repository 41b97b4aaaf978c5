import type { ModelSizes } from "~workers/lm/languageModel";
import type { ConfigReader } from "./configReader";

/** The sizes of a config in the keys that most families use. `head_dim` and `num_key_value_heads` may be absent. */
export function hiddenSizes(config: ConfigReader): ModelSizes {
  const width = config.size("hidden_size");
  const heads = config.size("num_attention_heads");
  const keyValueHeads = config.size("num_key_value_heads", heads);
  const hasHeadWidth = config.find("head_dim") !== undefined;
  if (!hasHeadWidth && width % heads !== 0)
    config.fail("num_attention_heads", `a divisor of hidden_size, ${width}`);
  const headWidth = config.size("head_dim", width / heads);
  if (heads % keyValueHeads !== 0) config.fail("num_key_value_heads", `a divisor of ${heads} heads`);
  return {
    layers: config.size("num_hidden_layers"),
    ...{ width, heads, keyValueHeads, headWidth },
    mlpWidth: config.size("intermediate_size"),
    context: config.size("max_position_embeddings"),
    vocabulary: config.size("vocab_size"),
  };
}
