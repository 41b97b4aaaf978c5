import { join, resolve } from "node:path";
import { AppError } from "~/core/errors";
import { type Checkpoint, describeCheckpoint } from "~/db/checkpoints";
import type { Db } from "~/db/client";
import type { Run, TrainingRun } from "~/db/runs";
import type { ComputeBackend } from "~workers/backends/computeBackend";
import { loadModel } from "~workers/checkpoints/loadCheckpoint";
import { openCorpus } from "~workers/corpora/openCorpus";
import { evaluationBatch } from "~workers/lm/evaluationBatch";
import { gpt2LanguageModel } from "~workers/lm/gpt2LanguageModel";
import { bringHere } from "~workers/sources/bringHere";
import { describedBy } from "~workers/sources/folder/describedBy";
import { openIngestedSubject } from "./openIngestedSubject";
import { type WeightsOnly, prepareSubject, type Subject } from "./subject";

/** A subject, until it is closed: an ingested one is read from its files as it is needed. */
export interface OpenSubject {
  subject: Subject | WeightsOnly;
  close: () => Promise<void>;
}

interface Surroundings {
  backend: ComputeBackend;
  dataDirectory: string;
  signal: AbortSignal;
}

/**
 * A stored checkpoint of a run as something to measure.
 *
 * @throws AppError checkpoint_unreadable; for an ingested one what `openIngestedSubject` throws
 */
export async function openSubject(
  db: Db,
  { run, checkpoint }: { run: Run; checkpoint: Checkpoint },
  { backend, dataDirectory, signal }: Surroundings,
): Promise<OpenSubject> {
  const { id, step, uri } = checkpoint;
  if (run.kind === "training") {
    const path = resolve(dataDirectory, uri);
    const subject = await openTrained(run, { path, step, sha256: checkpoint.sha256 }, dataDirectory);
    return { subject, close: () => Promise.resolve() };
  }
  const { path, release } = await bringHere(uri, dataDirectory, signal);
  // Before it is opened: what comes meanwhile is then news.
  const beside = await describedBy(path);
  const opened = await openIngestedSubject(
    { path, step, config: run.config, conversions: backend.kernels.conversions },
    dataDirectory,
  );
  const { subject, format, family } = opened;
  const close = async () => {
    await opened.close();
    await release();
  };
  const { weightsHash: sha256 } = subject;
  if (checkpoint.sha256 !== null && checkpoint.sha256 !== sha256) {
    await close();
    throw new AppError(
      "checkpoint_unreadable",
      `${uri} was changed after it was measured. What was measured stays; ingest it as a run of its own.`,
    );
  }
  const architecture = { family, ...("model" in subject ? subject.model.sizes : { describedBy: beside }) };
  await describeCheckpoint(db, id, { sha256, format, architecture });
  return { subject, close };
}

async function openTrained(
  { config }: TrainingRun,
  { path, step, sha256 }: { path: string; step: number; sha256: string | null },
  dataDirectory: string,
): Promise<Subject> {
  const { shape, parameters } = await loadModel(path);
  const text = await openCorpus({ config, directory: join(dataDirectory, "corpora") });
  const { positions } = config.measure;
  return prepareSubject({
    ...{ step, seed: config.seed, settings: config.measure },
    text: { ...text, split: "vocabulary", warnings: [] },
    model: gpt2LanguageModel(shape, parameters),
    batch: evaluationBatch(text.heldOut, { positions, context: config.model.context }),
    weightsHash: sha256 ?? "",
  });
}
