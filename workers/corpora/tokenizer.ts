import { Tokenizer as BytePairTokenizer } from "@huggingface/tokenizers";
import { endOfTextToken, gpt2Vocabulary } from "./gpt2Vocabulary";

export interface Tokenizer {
  readonly vocabulary: number;
  readonly endOfText: number;
  readonly encode: (text: string) => number[];
  readonly decode: (ids: Iterable<number>) => string;
}

/** GPT-2's pattern: merges never cross the border of one of its matches. */
const wordPattern = /'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+/gu;

const decodeOptions = { skip_special_tokens: false, clean_up_tokenization_spaces: false };

/**
 * Byte-level BPE on GPT-2's first merges. A text repeats its words, and words are independent of each other, so each
 * is tokenised once and remembered.
 *
 * @param vocabulary number of tokens, 257 to 50,257
 */
export async function createTokenizer(vocabulary: number): Promise<Tokenizer> {
  const tokenizer = new BytePairTokenizer(await describeTokenizer(vocabulary), {});
  const words = new Map<string, readonly number[]>();

  const encodeWord = (word: string) => {
    let ids = words.get(word);
    if (ids === undefined) words.set(word, (ids = tokenizer.encode(word, { add_special_tokens: false }).ids));
    return ids;
  };

  return {
    vocabulary,
    endOfText: vocabulary - 1,
    encode: (text) => (text.match(wordPattern) ?? []).flatMap(encodeWord),
    decode: (ids) => {
      const list = [...ids];
      return list.length === 0 ? "" : tokenizer.decode(list, decodeOptions);
    },
  };
}

/** The content of the tokenizer.json that Hugging Face would ship for this vocabulary. */
async function describeTokenizer(vocabulary: number): Promise<object> {
  const { ids, merges } = await gpt2Vocabulary(vocabulary);
  const byteLevel = { type: "ByteLevel", add_prefix_space: false, trim_offsets: true, use_regex: true };
  return {
    version: "1.0",
    added_tokens: [
      {
        id: vocabulary - 1,
        content: endOfTextToken,
        special: true,
        single_word: false,
        lstrip: false,
        rstrip: false,
        normalized: false,
      },
    ],
    normalizer: null,
    pre_tokenizer: byteLevel,
    post_processor: null,
    decoder: byteLevel,
    model: { type: "BPE", vocab: Object.fromEntries(ids), merges },
  };
}
