import { join, resolve } from "node:path";
import type { Checkpoint } from "~/db/checkpoints";
import type { Run } from "~/db/runs";
import { loadModel } from "~workers/checkpoints/loadCheckpoint";
import { openCorpus } from "~workers/corpora/openCorpus";
import { evaluationBatch } from "~workers/lm/evaluationBatch";
import { gpt2LanguageModel } from "~workers/lm/gpt2LanguageModel";
import { prepareSubject, type Subject } from "./subject";

/**
 * A stored checkpoint of a run as something to measure.
 *
 * @throws AppError checkpoint_unreadable
 */
export async function openSubject(
  { run, checkpoint }: { run: Run; checkpoint: Checkpoint },
  dataDirectory: string,
): Promise<Subject> {
  const { config } = run;
  const { shape, parameters } = await loadModel(resolve(dataDirectory, checkpoint.uri));
  const text = await openCorpus({ config, directory: join(dataDirectory, "corpora") });
  const { positions } = config.measure;
  return prepareSubject({
    step: checkpoint.step,
    seed: config.seed,
    settings: config.measure,
    model: gpt2LanguageModel(shape, parameters),
    text,
    batch: evaluationBatch(text.heldOut, { positions, context: config.model.context }),
    weightsHash: checkpoint.sha256,
  });
}
