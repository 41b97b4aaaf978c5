import { Tokenizer } from "@huggingface/tokenizers";
import { z } from "zod";
import { AppError } from "~/core/errors";
import type { TextTokenizer } from "./textTokenizer";

const decodeOptions = { skip_special_tokens: false, clean_up_tokenization_spaces: false };

const TokenizerJson = z.looseObject({
  model: z.looseObject({}),
  added_tokens: z.array(z.looseObject({ id: z.int().nonnegative(), content: z.string() })).default([]),
});

/** As config files give it: the token, or an object with it. */
const EndToken = z
  .looseObject({ eos_token: z.union([z.string(), z.looseObject({ content: z.string() })]) })
  .transform(({ eos_token: token }) => (typeof token === "string" ? token : token.content));

/** What ends documents in vocabularies whose configuration does not say. */
const usualEnds = ["<|endoftext|>", "<|end_of_text|>", "</s>", "<eos>"];

/**
 * Any tokenizer.json of Hugging Face: BPE, Unigram or WordPiece with its normalizers and pre-tokenizers.
 *
 * @param json its content
 * @param config of tokenizer_config.json, or null
 * @throws AppError invalid_argument naming the file when it describes no tokenizer that can be run here
 */
export function huggingFaceTokenizer(
  json: unknown,
  { config, path }: { readonly config: unknown; readonly path: string },
): TextTokenizer {
  const checked = TokenizerJson.safeParse(json);
  const unusable = (reason: string, cause?: unknown) =>
    new AppError("invalid_argument", `${path} is no tokenizer that can be used: ${reason}.`, { cause });
  if (!checked.success) throw unusable(z.prettifyError(checked.error).replaceAll("\n", " "));
  let tokenizer: Tokenizer;
  try {
    tokenizer = new Tokenizer(checked.data, typeof config === "object" && config !== null ? config : {});
  } catch (cause) {
    throw unusable(cause instanceof Error ? cause.message : "unknown reason", cause);
  }
  let highest = -1;
  for (const id of tokenizer.get_vocab(true).values()) highest = Math.max(highest, id);
  if (highest < 0) throw unusable("its vocabulary is empty");
  const named = EndToken.safeParse(config);
  const ends = [...(named.success ? [named.data] : []), ...usualEnds];
  const endOfText = ends.map((token) => tokenizer.token_to_id(token)).find((id) => id !== undefined);
  return {
    vocabulary: highest + 1,
    endOfText: endOfText ?? null,
    encode: (text) => tokenizer.encode(text, { add_special_tokens: false }).ids,
    decode: (ids) => {
      const list = [...ids];
      return list.length === 0 ? "" : tokenizer.decode(list, decodeOptions);
    },
    description: path,
  };
}
