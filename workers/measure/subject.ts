import { bandsByFrequency, type SplitTokens } from "~/core/bands/bandsByFrequency";
import type { TokenBands } from "~/core/bands/tokenBands";
import type { RunConfig } from "~/core/runConfig";
import type { Batch } from "~workers/lm/batchAt";
import type { LanguageModel, MlpWeights, OutputHead, WeightMatrix } from "~workers/lm/languageModel";

/** What is measured, on which text and how. Nothing of it says where it came from: a run's checkpoint or a file. */
export interface Subject {
  /** Optimizer steps behind the weights. */
  readonly step: number;
  readonly seed: number;
  readonly settings: MeasureSettings;
  readonly model: LanguageModel;
  /** Of the last block. */
  readonly mlp: MlpWeights;
  readonly head: OutputHead;
  /** Held-out sequences, the same at every step of a run. */
  readonly batch: Batch;
  readonly bands: TokenBands;
  readonly text: MeasuredText;
  readonly weightsHash: string;
}

/** A checkpoint of which nothing but the weights can be measured: an unknown architecture, or one without its text. */
export interface WeightsOnly {
  readonly seed: number;
  readonly matrices: readonly WeightMatrix[];
  /** null where the architecture is not known: the matrices then go by the names they are stored under. */
  readonly finalLayer: number | null;
  /** For the reader: why there is no more, and what would have to be given. */
  readonly lacks: string;
  readonly weightsHash: string;
}

export type MeasureSettings = RunConfig["measure"];

export interface MeasuredText {
  /** [V] how often each token stands in the training text. */
  readonly counts: ArrayLike<number>;
  /** The tokens that bands split. */
  readonly split: SplitTokens;
  readonly tokensHash: string;
  readonly countsHash: string;
  readonly decode: (ids: Iterable<number>) => string;
  /** What belongs beside every number, such as where token frequencies come from. */
  readonly warnings: readonly string[];
}

/** Reads of the model what every cell needs. */
export async function prepareSubject(of: Omit<Subject, "mlp" | "head" | "bands">): Promise<Subject> {
  const { model, text, settings } = of;
  return {
    ...of,
    mlp: await model.mlp(model.sizes.layers - 1),
    head: await model.head(),
    bands: bandsByFrequency(text.counts, settings.bands, text.split),
  };
}
