import type { ConfigReader } from "./configReader";

/**
 * How many keys a layer's queries see, or null for all. `layer_types` says which layers slide; without it, as before
 * transformers 4.53, the family's own rule does.
 */
export function slidingWindow(
  config: ConfigReader,
  slides: (layer: number) => boolean,
): (layer: number) => number | null {
  const types = config.find("layer_types");
  if (config.find("sliding_window") === undefined) return () => null;
  const window = config.size("sliding_window");
  return (layer) => {
    if (!Array.isArray(types)) return slides(layer) ? window : null;
    const type: unknown = types[layer];
    if (type === "sliding_attention") return window;
    if (type === "full_attention") return null;
    return config.fail("layer_types", "sliding_attention or full_attention for each layer");
  };
}
