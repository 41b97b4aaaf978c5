import { createHash } from "node:crypto";
import { AppError } from "~/core/errors";
import { isDocumentFile, readDocuments } from "../documents/readDocuments";
import type { TextTokenizer } from "../tokenizers/textTokenizer";
import { isNumberFile, readNumbers } from "./readNumbers";

export interface EvaluationText {
  /** As many as were asked for. */
  readonly tokens: Uint32Array;
  /** sha256 of the tokens as uint32, little-endian. */
  readonly tokensHash: string;
  /** Where they come from, for whoever looks at a number. */
  readonly source: string;
}

export interface TextRequest {
  /** Of the model: every token is below it. */
  readonly vocabulary: number;
  /** Tokens that are needed. */
  readonly length: number;
  /** For a text; a file of tokens needs none. */
  readonly tokenizer: TextTokenizer | null;
}

/**
 * The beginning of a file of tokens, or of a text as the model's tokenizer sees it, with the end of text between its
 * documents.
 *
 * @throws AppError invalid_argument naming the file, and the token that the model does not know or how many are missing
 */
export async function readEvaluationText(path: string, request: TextRequest): Promise<EvaluationText> {
  const { length, tokenizer } = request;
  if (isNumberFile(path)) return checkedText(await readNumbers(path, length), path, request);
  if (!isDocumentFile(path)) {
    throw new AppError(
      "invalid_argument",
      `The evaluation text ${path} must be .u16, .u32, .bin or .npy (tokens), or .txt, .jsonl or .parquet (text).`,
    );
  }
  if (tokenizer === null) {
    throw new AppError(
      "invalid_argument",
      `The text ${path} needs a tokenizer, and there is none beside the checkpoint: name one with --tokenizer FILE, or give tokens.`,
    );
  }
  return tokenizedText(readDocuments(path), `${path} by ${tokenizer.description}`, { ...request, tokenizer });
}

/** The beginning of some documents as a tokenizer sees it. */
export async function tokenizedText(
  documents: AsyncIterable<string> | Iterable<string>,
  source: string,
  request: TextRequest & { readonly tokenizer: TextTokenizer },
): Promise<EvaluationText> {
  const { tokenizer, length } = request;
  const tokens: number[] = [];
  for await (const document of documents) {
    for (const id of tokenizer.encode(document)) tokens.push(id);
    if (tokenizer.endOfText !== null) tokens.push(tokenizer.endOfText);
    if (tokens.length >= length) break;
  }
  return checkedText(tokens.slice(0, length), source, request);
}

function checkedText(
  ids: ArrayLike<number>,
  source: string,
  { vocabulary, length }: TextRequest,
): EvaluationText {
  if (ids.length < length) {
    throw new AppError(
      "invalid_argument",
      `${source} has ${ids.length} tokens; ${length} are needed: fewer sequences or a shorter context need fewer.`,
    );
  }
  const tokens = Uint32Array.from({ length }, (_, position) => {
    const id = ids[position]!;
    if (Number.isInteger(id) && id >= 0 && id < vocabulary) return id;
    throw new AppError(
      "invalid_argument",
      `Token ${position} of ${source} is ${id}; the model knows 0 to ${vocabulary - 1}.`,
    );
  });
  const tokensHash = createHash("sha256").update(new Uint8Array(tokens.buffer)).digest("hex");
  return { tokens, tokensHash, source };
}
