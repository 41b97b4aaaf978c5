import { createHash } from "node:crypto";
import type { Vocabulary } from "~/db/vocabularies";

/**
 * The piece of text of every token. A database's text holds no zero byte and a token may hold any: it is written as
 * llama's tokenizers do.
 */
export function vocabularyOf(size: number, decode: (ids: Iterable<number>) => string): Vocabulary {
  const tokens = Array.from({ length: size }, (_, id) => wellFormed(decode([id])).replaceAll("\0", "<0x00>"));
  return { tokens, hash: createHash("sha256").update(JSON.stringify(tokens)).digest("hex") };
}

/** Halves of a character that stand alone cannot be stored. */
const wellFormed = (text: string) => new TextDecoder().decode(new TextEncoder().encode(text));
