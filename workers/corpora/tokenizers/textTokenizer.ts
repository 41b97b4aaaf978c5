/** Turns text into a model's tokens and back. */
export interface TextTokenizer {
  /** One more than the highest id. */
  readonly vocabulary: number;
  /** What stands between documents, where the vocabulary has a token for it. */
  readonly endOfText: number | null;
  /** Without special tokens of its own at the beginning or the end. */
  readonly encode: (text: string) => number[];
  readonly decode: (ids: Iterable<number>) => string;
  /** What was read, for those who look at a number. */
  readonly description: string;
}
