import { join, resolve } from "node:path";
import { bandsByFrequency } from "~/core/bands/bandsByFrequency";
import type { TokenBands } from "~/core/bands/tokenBands";
import { type Checkpoint, getCheckpoint } from "~/db/checkpoints";
import type { Db } from "~/db/client";
import { getRun, type Run } from "~/db/runs";
import { loadModel } from "~workers/checkpoints/loadCheckpoint";
import { type Corpus, openCorpus } from "~workers/corpora/openCorpus";
import type { Batch } from "~workers/lm/batchAt";
import { evaluationBatch } from "~workers/lm/evaluationBatch";
import { gpt2LanguageModel } from "~workers/lm/gpt2LanguageModel";
import type { LanguageModel, MlpWeights, OutputHead } from "~workers/lm/languageModel";

/** What is measured, on which text. */
export interface Subject {
  checkpoint: Checkpoint;
  run: Run;
  model: LanguageModel;
  /** Of the last block. */
  mlp: MlpWeights;
  head: OutputHead;
  /** Held-out sequences, the same at every step of a run. */
  batch: Batch;
  bands: TokenBands;
  corpus: Pick<Corpus, "tokensHash" | "countsHash">;
}

/** @throws AppError not_found, checkpoint_unreadable */
export async function openSubject(
  db: Db,
  { checkpointId, dataDirectory }: { checkpointId: number; dataDirectory: string },
): Promise<Subject> {
  const checkpoint = await getCheckpoint(db, checkpointId);
  const run = await getRun(db, checkpoint.runId);
  const { shape, parameters } = await loadModel(resolve(dataDirectory, checkpoint.uri));
  const model = gpt2LanguageModel(shape, parameters);
  const corpus = await openCorpus({ config: run.config, directory: join(dataDirectory, "corpora") });
  const { positions } = run.config.measure;
  return {
    checkpoint,
    run,
    model,
    mlp: await model.mlp(shape.layers - 1),
    head: await model.head(),
    batch: evaluationBatch(corpus.heldOut, { positions, context: run.config.model.context }),
    bands: bandsByFrequency(corpus.counts, "half"),
    corpus,
  };
}
