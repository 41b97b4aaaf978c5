export interface TiktokenKind {
  readonly name: string;
  /** Merges never cross the border of one of its matches. */
  readonly words: RegExp;
  readonly endOfText: number | null;
}

/**
 * The published patterns in the syntax of JavaScript, whose own white space differs: U+FEFF is none for tiktoken, U+0085
 * is. Case is ignored by Unicode's rule, where ſ is an s.
 */
const pattern = (...alternatives: string[]) =>
  new RegExp(
    alternatives.join("|").replaceAll("\\s", "\\p{White_Space}").replaceAll("\\S", "\\P{White_Space}"),
    "gu",
  );
const contraction = "(?:'[sSſ]|'[tT]|'[rR][eE]|'[vV][eE]|'[mM]|'[lL][lL]|'[dD])";
const space = ["\\s+(?!\\S)", "\\s+"];
const gpt2Words = pattern(
  "'s|'t|'re|'ve|'m|'ll|'d",
  " ?\\p{L}+",
  " ?\\p{N}+",
  " ?[^\\s\\p{L}\\p{N}]+",
  ...space,
);
const wordsOf = (numbers: string) =>
  pattern(
    contraction,
    "[^\\r\\n\\p{L}\\p{N}]?\\p{L}+",
    numbers,
    " ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*",
    "\\s*[\\r\\n]+",
    ...space,
  );
const upper = "[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}]";
const lower = "[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}]";
const o200kWords = pattern(
  `[^\\r\\n\\p{L}\\p{N}]?${upper}*${lower}+${contraction}?`,
  `[^\\r\\n\\p{L}\\p{N}]?${upper}+${lower}*${contraction}?`,
  "\\p{N}{1,3}",
  " ?[^\\s\\p{L}\\p{N}]+[\\r\\n/]*",
  "\\s*[\\r\\n]+",
  ...space,
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
