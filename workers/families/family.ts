import type { Architecture } from "./architecture";
import type { ConfigReader } from "./configReader";

/** The shape of a stored tensor by its name behind the prefix, or undefined. */
export type ShapeOf = (name: string) => readonly number[] | undefined;

/** A family of models: how its configuration and the names of its weights describe one of them. */
export interface Family {
  readonly name: string;
  /** `model_type` of its config.json. */
  readonly modelTypes: readonly string[];
  /** The embedding of tokens without ".weight": what stands before it, stands before the other names as well. */
  readonly tokens: string;
  /** A block's names begin with this, its number and a dot. */
  readonly blocks: string;
  /** Whether tensors without a config.json are of this family. */
  readonly recognises: (shapeOf: ShapeOf) => boolean;
  /** What a config.json would say, as far as shapes tell; absent where they tell too little. */
  readonly infer?: (shapeOf: ShapeOf) => InferredConfig;
  /** @throws AppError checkpoint_unreadable naming the key of the config, its value and what is allowed */
  readonly describe: (config: ConfigReader) => Architecture;
}

export interface InferredConfig {
  readonly config: Readonly<Record<string, unknown>>;
  /** What shapes do not tell, as it was taken to be; the keys that settle it. */
  readonly assumed: Readonly<Record<string, string>>;
}
