import type { Corpus } from "~workers/corpora/openCorpus";
import type { Trainer } from "~workers/lm/createTrainer";

/** A model in training, and how much of it is safely stored. */
export interface LiveTrainer {
  readonly runId: string;
  readonly trainer: Trainer;
  readonly corpus: Corpus;
  /** The step of its newest checkpoint; −1 before the first. */
  savedStep: number;
}
