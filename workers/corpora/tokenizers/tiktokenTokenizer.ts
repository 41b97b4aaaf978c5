import { AppError } from "~/core/errors";
import { mergeByRank } from "./mergeByRank";
import type { TextTokenizer } from "./textTokenizer";
import { tiktokenKind } from "./tiktokenKind";

/** A word is cut where it is longer: real ones are not, and the time to merge one grows with its square. */
const longestWord = 4096;

/** Words whose ids are remembered: a text repeats its words. */
const mostKnown = 2 ** 17;

/**
 * A tiktoken file: a line per token, its bytes in base64 and its rank. How text falls into words is not in the file: it
 * follows from the number of ranks, which tells the known encodings apart.
 *
 * @param content of the file
 * @throws AppError invalid_argument naming the line that is wrong
 */
export function tiktokenTokenizer(content: string, path: string): TextTokenizer {
  const ranks = new Map<string, number>();
  const bytesOf: (Buffer | undefined)[] = [];
  for (const [index, line] of content.split("\n").entries()) {
    if (line.trim() === "") continue;
    const [, base64, digits] = /^([A-Za-z0-9+/=]+) (\d{1,9})\r?$/.exec(line) ?? [];
    if (base64 === undefined) {
      const shown = JSON.stringify(line.slice(0, 40));
      throw new AppError(
        "invalid_argument",
        `${path}, line ${index + 1} is ${shown}; a tiktoken file has a token in base64 and its rank.`,
      );
    }
    const bytes = Buffer.from(base64, "base64");
    ranks.set(bytes.toString("latin1"), Number(digits));
    bytesOf[Number(digits)] = bytes;
  }
  const missing = Array.from({ length: 256 }, (_, byte) => byte).find(
    (byte) => !ranks.has(String.fromCharCode(byte)),
  );
  if (missing !== undefined) {
    throw new AppError(
      "invalid_argument",
      `${path} has no token for the byte ${missing}; a tiktoken file has all.`,
    );
  }
  const kind = tiktokenKind(ranks.size);
  const rankOf = (token: string) => ranks.get(token);
  const known = new Map<string, readonly number[]>();
  const encodeWord = (word: string): readonly number[] => {
    const before = known.get(word);
    if (before !== undefined) return before;
    const bytes = Buffer.from(word).toString("latin1");
    const pieces = bytes.match(new RegExp(`[\\s\\S]{1,${longestWord}}`, "g")) ?? [];
    const ids = pieces.flatMap((piece) => mergeByRank(piece, rankOf));
    if (known.size >= mostKnown) known.clear();
    known.set(word, ids);
    return ids;
  };
  return {
    vocabulary: Math.max(bytesOf.length, (kind.endOfText ?? -1) + 1),
    endOfText: kind.endOfText,
    encode: (text) => (text.match(kind.words) ?? []).flatMap(encodeWord),
    decode: (ids) => {
      const special = Buffer.from("<|endoftext|>");
      return Buffer.concat(
        Array.from(ids, (id) => bytesOf[id] ?? (id === kind.endOfText ? special : Buffer.alloc(0))),
      ).toString("utf8");
    },
    description: `${path} (${kind.name})`,
  };
}
