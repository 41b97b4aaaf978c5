import { join } from "node:path";
import { AppError } from "~/core/errors";
import type { IngestConfig } from "~/core/ingestConfig";
import {
  type EvaluationText,
  readEvaluationText,
  tokenizedText,
} from "~workers/corpora/evaluation/evaluationText";
import { countTokens, readCounts } from "~workers/corpora/evaluation/readCounts";
import { heldOutDocuments } from "~workers/corpora/heldOutDocuments";
import { findTokenizer, openTokenizer } from "~workers/corpora/tokenizers/openTokenizer";
import type { TextTokenizer } from "~workers/corpora/tokenizers/textTokenizer";
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
  const { model, lacks, weights } = await openModelFile(path);
  try {
    if (model === null) throw new AppError("not_measurable", `${path}: ${lacks}`);
    const { vocabulary } = model.sizes;
    const context = Math.min(config.text.context, model.sizes.context);
    const sequences = Math.max(1, Math.floor(config.measure.positions / context));
    const tokenizer = config.text.tokenizer
      ? await openTokenizer(config.text.tokenizer)
      : await findTokenizer(path);
    const request = { vocabulary, length: sequences * (context + 1), tokenizer };
    const text = config.text.file
      ? await readEvaluationText(config.text.file, request)
      : await demoText(request, join(dataDirectory, "corpora"), path);
    const counted = config.text.counts
      ? await readCounts(config.text.counts, vocabulary)
      : countTokens(text.tokens, vocabulary);
    const begins = Array.from({ length: sequences }, (_, s) => s * (context + 1));
    const subject = await prepareSubject({
      ...{ step, seed: config.seed, settings: config.measure, model },
      text: {
        counts: counted.counts,
        tokensHash: text.tokensHash,
        countsHash: counted.countsHash,
        decode: tokenizer?.decode ?? ((ids) => Array.from(ids, (id) => `⟨${id}⟩`).join("")),
      },
      batch: sequencesAt(text.tokens, begins, context),
      weightsHash: await weights.sha256(),
    });
    return { subject, format: weights.format, family: model.family, close: () => weights.close() };
  } catch (error) {
    await weights.close();
    throw error;
  }
}

async function demoText(
  request: { vocabulary: number; length: number; tokenizer: TextTokenizer | null },
  corpora: string,
  checkpoint: string,
): Promise<EvaluationText> {
  const { tokenizer } = request;
  if (tokenizer === null) {
    throw new AppError(
      "invalid_argument",
      `There is no tokenizer beside ${checkpoint}: name one (text.tokenizer), or give tokens (text.file).`,
    );
  }
  const documents = await heldOutDocuments(corpora);
  return tokenizedText(documents, `the demo's held-out text by ${tokenizer.description}`, {
    ...request,
    tokenizer,
  });
}
