export interface TiktokenKind {
  readonly name: string;
  /** Merges never cross the border of one of its matches. */
  readonly words: RegExp;
  readonly endOfText: number | null;
}

const contraction = "(?:'[sS]|'[tT]|'[rR][eE]|'[vV][eE]|'[mM]|'[lL][lL]|'[dD])";
const gpt2Words = /'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+/gu;
const wordsOf = (numbers: string) =>
  new RegExp(
    `${contraction}|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|${numbers}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+`,
    "gu",
  );
const upper = "[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}]";
const lower = "[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}]";
const o200kWords = new RegExp(
  [
    `[^\\r\\n\\p{L}\\p{N}]?${upper}*${lower}+${contraction}?`,
    `[^\\r\\n\\p{L}\\p{N}]?${upper}+${lower}*${contraction}?`,
    "\\p{N}{1,3}",
    " ?[^\\s\\p{L}\\p{N}]+[\\r\\n/]*",
    "\\s*[\\r\\n]+",
    "\\s+(?!\\S)",
    "\\s+",
  ].join("|"),
  "gu",
);

const kinds: Readonly<Record<number, TiktokenKind>> = {
  50_256: { name: "r50k_base", words: gpt2Words, endOfText: 50_256 },
  50_280: { name: "p50k_base", words: gpt2Words, endOfText: 50_256 },
  100_256: { name: "cl100k_base", words: wordsOf("\\p{N}{1,3}"), endOfText: 100_257 },
  199_998: { name: "o200k_base", words: o200kWords, endOfText: 199_999 },
  128_000: { name: "Llama 3", words: wordsOf("\\p{N}{1,3}"), endOfText: 128_001 },
  151_643: { name: "Qwen", words: wordsOf("\\p{N}"), endOfText: 151_643 },
};

/** Which of the known encodings has so many ranks; an unknown one is taken to fall into words as cl100k_base does. */
export const tiktokenKind = (ranks: number): TiktokenKind =>
  kinds[ranks] ?? {
    name: `${ranks} ranks, words as in cl100k_base`,
    words: wordsOf("\\p{N}{1,3}"),
    endOfText: null,
  };
