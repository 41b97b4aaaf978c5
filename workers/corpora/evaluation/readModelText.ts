import type { SplitTokens } from "~/core/bands/bandsByFrequency";
import { heldOutDocuments } from "../heldOutDocuments";
import { findTokenizer, openTokenizer } from "../tokenizers/openTokenizer";
import type { TextTokenizer } from "../tokenizers/textTokenizer";
import { AppError } from "~/core/errors";
import { type EvaluationText, readEvaluationText, tokenizedText } from "./evaluationText";
import { countTokens, readCounts } from "./readCounts";

/** Paths that the reader may give. */
export interface TextOptions {
  /** Tokens or a text; the demo text's held-out part when left out. */
  readonly tokens?: string;
  /** Counts of the training text's tokens; counted on the evaluation text when left out. */
  readonly counts?: string;
  /** That of the checkpoint when left out. */
  readonly tokenizer?: string;
}

export interface ModelText extends EvaluationText {
  readonly counts: Float64Array;
  readonly countsHash: string;
  readonly countsSource: string;
  readonly split: SplitTokens;
  readonly decode: (ids: Iterable<number>) => string;
  /** What belongs beside every number that bands have touched. */
  readonly warnings: readonly string[];
}

interface ModelTextRequest extends TextOptions {
  readonly vocabulary: number;
  /** Tokens that are needed. */
  readonly length: number;
  /** Where tokenised texts are kept. */
  readonly directory: string;
  readonly onProgress: (what: string) => void;
}

/** The text a checkpoint is measured on, and the frequencies of its tokens. @throws AppError naming the file */
export async function readModelText(checkpoint: string, request: ModelTextRequest): Promise<ModelText> {
  const { vocabulary, counts: countsPath, onProgress } = request;
  const tokenizer = request.tokenizer
    ? await openTokenizer(request.tokenizer)
    : await findTokenizer(checkpoint);
  const needed = { ...request, tokenizer };
  const text = request.tokens
    ? await readEvaluationText(request.tokens, needed)
    : await demoText(checkpoint, { ...request, tokenizer });
  onProgress(`${text.tokens.length} tokens of ${text.source}`);
  const { counts, countsHash, source } = countsPath
    ? await readCounts(countsPath, vocabulary)
    : countTokens(text.tokens, vocabulary);
  return {
    ...text,
    ...{ counts, countsHash, countsSource: source },
    decode: tokenizer?.decode ?? ((ids) => Array.from(ids, (id) => `#${id}`).join(" ")),
    split: countsPath ? "vocabulary" : "occurring",
    warnings: countsPath
      ? []
      : [
          "token frequencies were counted on the evaluation text, since none of the training text were given, so that bands split the tokens that occur in it",
        ],
  };
}

async function demoText(
  checkpoint: string,
  request: Omit<ModelTextRequest, "tokenizer"> & { readonly tokenizer: TextTokenizer | null },
): Promise<EvaluationText> {
  const { tokenizer, directory, onProgress } = request;
  if (tokenizer === null) {
    throw new AppError(
      "invalid_argument",
      `There is no tokenizer beside ${checkpoint} for the demo text: put its tokenizer.json there, or name a tokenizer or a file of tokens.`,
    );
  }
  onProgress("the demo text's held-out part");
  const documents = await heldOutDocuments(directory);
  return tokenizedText(documents, `the demo text's held-out part by ${tokenizer.description}`, {
    ...request,
    tokenizer,
  });
}
