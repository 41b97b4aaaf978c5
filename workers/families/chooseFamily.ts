import type { WeightStore } from "~workers/checkpoints/weightStore";
import type { Architecture } from "./architecture";
import { readConfig } from "./configReader";
import { families } from "./families";
import type { Family } from "./family";
import { type NamedWeights, namedWeights } from "./namedWeights";

export interface FoundConfig {
  readonly content: Readonly<Record<string, unknown>>;
  readonly path: string;
}

export interface Described {
  readonly architecture: Architecture;
  readonly weights: NamedWeights;
  /** What was taken for granted, for want of a config.json. */
  readonly notes: readonly string[];
}

/** The tensors name no model whose neurons are understood: the sentence says what is missing. */
export interface NotDescribed {
  readonly lacks: string;
}

type Store = Pick<WeightStore, "tensors" | "readFloat32" | "metadata">;

/**
 * The architecture of a checkpoint: by `model_type` of its config.json, else by the names and shapes of its tensors.
 *
 * @throws AppError checkpoint_unreadable when it is of a known family, and its configuration cannot be run
 */
export function chooseFamily(store: Store, config: FoundConfig | null): Described | NotDescribed {
  return config === null ? byTensors(store) : byConfig(store, config);
}

function byConfig(store: Store, { content, path }: FoundConfig): Described | NotDescribed {
  const type = content.model_type;
  const family = families.find(({ modelTypes }) => typeof type === "string" && modelTypes.includes(type));
  if (family === undefined) {
    const known = families.flatMap(({ modelTypes }) => modelTypes).join(", ");
    const is = typeof type === "string" ? JSON.stringify(type.slice(0, 80)) : "not given";
    return {
      lacks: `Its neurons cannot be analysed: the model_type in ${path} is ${is}, and the families described are ${known}. If it is built like one of them, let its model_type say so.`,
    };
  }
  const weights = namedWeights(store, family);
  if (weights === null) {
    return {
      lacks: `Its neurons cannot be analysed: it is a ${family.name} by ${path}, but has no tensors ${family.tokens}.weight and ${family.blocks}0.….`,
    };
  }
  return { architecture: family.describe(readConfig(content, path)), weights, notes: [] };
}

function byTensors(store: Store): Described | NotDescribed {
  const stated = statedConfig(store);
  for (const family of families) {
    const weights = namedWeights(store, family);
    if (weights === null || !isOf(family, weights, stated.model_type)) continue;
    const inferred = family.infer?.(weights.shapeOf) ?? { config: {}, assumed: {} };
    const config = {
      num_hidden_layers: weights.blockCount,
      n_layer: weights.blockCount,
      ...inferred.config,
      ...stated,
    };
    const assumed = Object.entries(inferred.assumed).filter(([key]) => !Object.hasOwn(stated, key));
    const place = "There is no config.json beside the weights, and by its tensors it is a " + family.name;
    return {
      architecture: family.describe(readConfig(config, place)),
      weights,
      notes: assumed.map(([key, what]) => `without a config.json, ${what} (${key})`),
    };
  }
  return {
    lacks:
      "Its neurons cannot be analysed: there is no config.json beside the weights, and the tensors are named as in none of the families described. Put the model's config.json there.",
  };
}

const isOf = (family: Family, { shapeOf }: NamedWeights, type: unknown) =>
  typeof type === "string" ? family.modelTypes.includes(type) : family.recognises(shapeOf);

/** What the file itself says of its model: nanoGPT's model_args, the header of llama2.c. */
const statedConfig = ({ metadata }: Store): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    Object.entries(metadata).map(([key, value]) => [key.replace(/^model_args\./, ""), value]),
  );
