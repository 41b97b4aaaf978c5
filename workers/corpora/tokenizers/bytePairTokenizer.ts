import { z } from "zod";
import { AppError } from "~/core/errors";
import { huggingFaceTokenizer } from "./huggingFaceTokenizer";
import type { TextTokenizer } from "./textTokenizer";

const Vocabulary = z.record(z.string(), z.int().nonnegative());
const byteLevel = { type: "ByteLevel", add_prefix_space: false, trim_offsets: true, use_regex: true };

/**
 * GPT-2's own files: tokens with their ids, and merges by rank, a line each.
 *
 * @throws AppError invalid_argument naming the file
 */
export function bytePairTokenizer(vocabulary: unknown, merges: string, path: string): TextTokenizer {
  const vocab = Vocabulary.safeParse(vocabulary);
  if (!vocab.success)
    throw new AppError("invalid_argument", `${path} does not map tokens to ids, as a vocab.json does.`);
  const pairs = merges
    .split("\n")
    .filter((line) => line.trim() !== "" && !line.startsWith("#version"))
    .map((line) => line.trimEnd().split(" "));
  const end = vocab.data["<|endoftext|>"];
  const special = { special: true, single_word: false, lstrip: false, rstrip: false, normalized: false };
  const json = {
    version: "1.0",
    added_tokens: end === undefined ? [] : [{ id: end, content: "<|endoftext|>", ...special }],
    normalizer: null,
    pre_tokenizer: byteLevel,
    post_processor: null,
    decoder: byteLevel,
    model: { type: "BPE", vocab: vocab.data, merges: pairs },
  };
  return huggingFaceTokenizer(json, { config: null, path });
}
