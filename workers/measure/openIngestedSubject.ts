import { join } from "node:path";
import { AppError } from "~/core/errors";
import type { IngestConfig } from "~/core/ingestConfig";
import { readModelText } from "~workers/corpora/evaluation/readModelText";
import type { Conversions } from "~workers/checkpoints/values/conversions";
import { openModelFile } from "~workers/families/openModelFile";
import { sequencesAt } from "~workers/lm/batchAt";
import { type WeightsOnly, prepareSubject, type Subject } from "./subject";

export interface IngestedCheckpoint {
  /** A folder or a file with its weights. */
  path: string;
  step: number;
  config: IngestConfig;
  /** Of the backend at hand, to read 16-bit weights faster. */
  conversions: Conversions;
}

/** A subject, and what the weights say about themselves. */
export interface OpenedSubject {
  subject: Subject | WeightsOnly;
  format: string;
  /** null where its architecture is not known. */
  family: string | null;
  close: () => Promise<void>;
}

/**
 * A checkpoint that somebody else trained as something to measure. Sequence s of its text is tokens
 * [s·(context+1), (s+1)·(context+1)): inputs its first, targets its last `context` tokens.
 *
 * @param dataDirectory holds tokenised texts
 * @throws AppError checkpoint_unreadable
 */
export async function openIngestedSubject(
  { path, step, config, conversions }: IngestedCheckpoint,
  dataDirectory: string,
): Promise<OpenedSubject> {
  const { model, lacks, matrices, notes, weights } = await openModelFile(path, conversions);
  const { format } = weights;
  const close = () => weights.close();
  try {
    const weightsHash = await weights.sha256();
    const weightsOnly = { seed: config.seed, matrices, weightsHash };
    if (model === null) {
      return { subject: { ...weightsOnly, finalLayer: null, lacks }, format, family: null, close };
    }
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
    }).catch(whyNoText);
    if ("lacks" in text) {
      const finalLayer = model.sizes.layers - 1;
      return {
        subject: { ...weightsOnly, finalLayer, lacks: text.lacks },
        format,
        family: model.family,
        close,
      };
    }
    const begins = Array.from({ length: sequences }, (_, s) => s * (context + 1));
    const subject = await prepareSubject({
      ...{ step, seed: config.seed, settings: config.measure, model },
      text: { ...text, warnings: [...notes, ...text.warnings] },
      batch: sequencesAt(text.tokens, begins, context),
      weightsHash,
    });
    return { subject, format, family: model.family, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Text, tokenizer or counts that are missing or do not fit leave the weights to be measured. */
function whyNoText(error: unknown): { lacks: string } {
  if (!(error instanceof AppError)) throw error;
  return { lacks: `Its neurons need a text to be measured on. ${error.message}` };
}
