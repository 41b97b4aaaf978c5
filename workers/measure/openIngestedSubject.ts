import { join } from "node:path";
import { AppError } from "~/core/errors";
import type { IngestConfig } from "~/core/ingestConfig";
import { readModelText } from "~workers/corpora/evaluation/readModelText";
import { openModelFile } from "~workers/families/openModelFile";
import { sequencesAt } from "~workers/lm/batchAt";
import { prepareSubject, type Subject } from "./subject";

export interface IngestedCheckpoint {
  /** A folder or a file with its weights. */
  path: string;
  step: number;
  config: IngestConfig;
}

/** A subject, and what the weights say about themselves. */
export interface OpenedSubject {
  subject: Subject;
  format: string;
  family: string;
  close: () => Promise<void>;
}

/**
 * A checkpoint that somebody else trained as something to measure. Sequence s of its text is tokens
 * [s·(context+1), (s+1)·(context+1)): inputs its first, targets its last `context` tokens.
 *
 * @param dataDirectory holds tokenised texts
 * @throws AppError checkpoint_unreadable; not_measurable when its architecture is not known; invalid_argument when
 *   text, tokenizer or counts do not fit it
 */
export async function openIngestedSubject(
  { path, step, config }: IngestedCheckpoint,
  dataDirectory: string,
): Promise<OpenedSubject> {
  const { model, lacks, notes, weights } = await openModelFile(path);
  try {
    if (model === null) throw new AppError("not_measurable", `${path}: ${lacks}`);
    const context = Math.min(config.text.context, model.sizes.context);
    const sequences = Math.max(1, Math.floor(config.measure.positions / context));
    const { file: tokens, tokenizer, counts } = config.text;
    const text = await readModelText(path, {
      ...(tokens !== undefined && { tokens }),
      ...(tokenizer !== undefined && { tokenizer }),
      ...(counts !== undefined && { counts }),
      ...{ vocabulary: model.sizes.vocabulary, length: sequences * (context + 1) },
      directory: join(dataDirectory, "corpora"),
      onProgress: () => undefined,
    });
    const begins = Array.from({ length: sequences }, (_, s) => s * (context + 1));
    const subject = await prepareSubject({
      ...{ step, seed: config.seed, settings: config.measure, model },
      text: { ...text, warnings: [...notes, ...text.warnings] },
      batch: sequencesAt(text.tokens, begins, context),
      weightsHash: await weights.sha256(),
    });
    return { subject, format: weights.format, family: model.family, close: () => weights.close() };
  } catch (error) {
    await weights.close();
    throw error;
  }
}
