import type { ConfigReader } from "./configReader";
import type { Rotary, RotaryScaling } from "./rotary";

export interface RotaryDefaults {
  readonly headWidth: number;
  /** Where the config names none. */
  readonly base: number;
  /** Of a head that turns, where the config does not say. */
  readonly share?: number;
  readonly layout?: Rotary["layout"];
  /** Which of several the config may hold: Gemma 3 turns its local and its global layers differently. */
  readonly layerType?: string;
}

/**
 * The rotary positions of a config.json, as transformers 5 writes them (`rope_parameters`) or as those before it did
 * (`rope_theta`, `rope_scaling`, `partial_rotary_factor`; `rotary_emb_base`, `rotary_pct` in GPT-NeoX).
 */
export function readRotary(config: ConfigReader, defaults: RotaryDefaults): Rotary {
  const { headWidth, layout = "half", layerType } = defaults;
  const all = config.findNested("rope_parameters");
  const parameters = (layerType === undefined ? null : all?.findNested(layerType)) ?? all;
  const first = (keys: readonly string[], fallback: number) => {
    for (const reader of [parameters, config]) {
      for (const key of keys) {
        const value = reader?.findNumber(key) ?? null;
        if (value !== null) return value;
      }
    }
    return fallback;
  };
  const share = first(["partial_rotary_factor", "rotary_pct"], defaults.share ?? 1);
  const width = Math.floor(headWidth * share);
  if (!(share > 0 && share <= 1 && width >= 2 && width % 2 === 0)) {
    config.fail("partial_rotary_factor", `a share that makes an even part of a head of ${headWidth}`);
  }
  const base = first(["rope_theta", "rotary_emb_base"], defaults.base);
  if (base <= 1) config.fail("rope_theta", "above 1");
  const scaling = parameters ?? config.findNested("rope_scaling");
  return { width, layout, base, scaling: scaling === null ? null : readScaling(scaling, config) };
}

function readScaling(scaling: ConfigReader, config: ConfigReader): RotaryScaling | null {
  const longest = () => config.size("max_position_embeddings");
  const context = () => {
    const reader = scaling.find("original_max_position_embeddings") === undefined ? config : scaling;
    return reader.size(["original_max_position_embeddings", "max_position_embeddings"]);
  };
  const factor = () => {
    const value = scaling.findNumber("factor") ?? longest() / context();
    return value >= 1 ? value : scaling.fail("factor", "1 or more");
  };
  const readers: Record<string, () => RotaryScaling | null> = {
    default: () => null,
    linear: () => ({ kind: "linear", factor: factor() }),
    dynamic: () => ({ kind: "dynamic", factor: factor(), context: context() }),
    llama3: () => ({
      kind: "llama3",
      factor: factor(),
      lowFrequencyFactor: scaling.number("low_freq_factor"),
      highFrequencyFactor: scaling.number("high_freq_factor"),
      context: context(),
    }),
    yarn: () => ({
      kind: "yarn",
      factor: factor(),
      betaFast: scaling.number("beta_fast", 32),
      betaSlow: scaling.number("beta_slow", 1),
      context: context(),
      truncate: scaling.flag("truncate", true),
      magnitude: scaling.findNumber("attention_factor") ?? yarnMagnitude(factor(), scaling),
    }),
    longrope: () => {
      const stretch = longest() / context();
      const grown = stretch > 1 ? Math.sqrt(1 + Math.log(stretch) / Math.log(context())) : 1;
      return {
        kind: "longrope",
        shortFactors: scaling.numbers("short_factor"),
        longFactors: scaling.numbers("long_factor"),
        context: context(),
        magnitude: scaling.findNumber("attention_factor") ?? grown,
      };
    },
  };
  readers.su = readers.longrope!;
  const key = scaling.find("rope_type") === undefined ? "type" : "rope_type";
  return scaling.choice(key, readers, "default")();
}

function yarnMagnitude(factor: number, scaling: ConfigReader): number {
  const grown = (by: number) => (factor > 1 ? 0.1 * by * Math.log(factor) + 1 : 1);
  const [part, all] = [scaling.findNumber("mscale"), scaling.findNumber("mscale_all_dim")];
  return part !== null && all !== null && part !== 0 && all !== 0 ? grown(part) / grown(all) : grown(1);
}
