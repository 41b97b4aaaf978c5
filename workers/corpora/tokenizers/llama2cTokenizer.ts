import { AppError } from "~/core/errors";
import type { TextTokenizer } from "./textTokenizer";

/** Llama's sentencepiece vocabularies: unknown, begin and end of a text, then the bytes from here on. */
const [beginOfText, endOfText, firstByte] = [1, 2, 3];

/**
 * The tokenizer of llama2.c: after the length of its longest token, for each token a score (float32), its length
 * (int32) and its bytes. Text begins with a space; the pair whose token scores highest is joined, again and again.
 *
 * @throws AppError invalid_argument when the file is cut off or holds other numbers
 */
export function llama2cTokenizer(file: Buffer, path: string): TextTokenizer {
  const tokens: { readonly text: string; readonly score: number }[] = [];
  const longest = file.length >= 4 ? file.readUInt32LE(0) : 0;
  for (let at = 4; at < file.length;) {
    const length = at + 8 <= file.length ? file.readUInt32LE(at + 4) : Infinity;
    if (length > longest || at + 8 + length > file.length) {
      throw new AppError(
        "invalid_argument",
        `${path} is no llama2.c tokenizer: it breaks off at byte ${at}.`,
      );
    }
    const text = file.toString("latin1", at + 8, at + 8 + length);
    tokens.push({ text: text.replace(/^\n(<\/?s>)\n$/, "$1"), score: file.readFloatLE(at) });
    at += 8 + length;
  }
  if (tokens.length < firstByte + 256) {
    throw new AppError(
      "invalid_argument",
      `${path} has ${tokens.length} tokens; a llama2.c tokenizer has 259 or more.`,
    );
  }
  const ids = new Map(tokens.map(({ text }, id) => [text, id]));

  const encode = (text: string): number[] => {
    const characters = Array.from(text).map((character) => Buffer.from(character).toString("latin1"));
    const list = characters.flatMap(
      (bytes) => ids.get(bytes) ?? Array.from(bytes).map((byte) => byte.charCodeAt(0) + firstByte),
    );
    for (;;) {
      let [best, at, joined] = [-Infinity, -1, 0];
      for (let k = 0; k + 1 < list.length; k++) {
        const id = ids.get(tokens[list[k]!]!.text + tokens[list[k + 1]!]!.text);
        if (id !== undefined && tokens[id]!.score > best) [best, at, joined] = [tokens[id]!.score, k, id];
      }
      if (at < 0) return list;
      list.splice(at, 2, joined);
    }
  };
  const bytesOf = (id: number): string => {
    const text = tokens[id]?.text ?? "";
    const byte = /^<0x([0-9A-F]{2})>$/.exec(text)?.[1];
    return byte === undefined ? text : String.fromCharCode(parseInt(byte, 16));
  };
  return {
    vocabulary: tokens.length,
    endOfText: beginOfText,
    // Merging takes time by the square of the length, and no token spans two lines.
    encode: (text) => (text === "" ? [] : ` ${text}`.split(/(?<=\n)/).flatMap(encode)),
    decode: (given) => {
      const list = [...given].filter((id) => id !== beginOfText && id !== endOfText);
      return Buffer.from(list.map(bytesOf).join(""), "latin1").toString("utf8").replace(/^ /, "");
    },
    description: `${path} (llama2.c)`,
  };
}
