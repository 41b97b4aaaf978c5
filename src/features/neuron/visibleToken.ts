/** A piece of a token: text as it stands, or a sign for something one cannot see. */
export interface TokenPiece {
  text: string;
  sign: boolean;
}

const signs: Record<string, string> = { " ": "·", "\n": "⏎", "\r": "␍", "\t": "⇥", "\u00a0": "⍽" };

/** White space, control and formatting characters, unpaired surrogates, and the sign for bytes that are no text. */
const unseen = /[\p{Zs}\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\ufffd]/u;

/**
 * A token with everything in it visible: blanks and line ends as signs, what has no sign by its code point.
 *
 * @param token null where the vocabulary has no such token: then its id stands for it
 */
export function visibleToken(token: string | null, id: number): TokenPiece[] {
  if (token === null) return [{ text: `#${id}`, sign: true }];
  if (token === "") return [{ text: "∅", sign: true }];
  const pieces: TokenPiece[] = [];
  for (const character of token) {
    const sign = unseen.test(character);
    const text = sign ? (signs[character] ?? codePoint(character)) : character;
    const last = pieces.at(-1);
    if (last?.sign === sign) last.text += text;
    else pieces.push({ text, sign });
  }
  return pieces;
}

const codePoint = (character: string) =>
  character === "\ufffd" ? "�" : `⟨${character.codePointAt(0)!.toString(16)}⟩`;

/** The same as one string, for labels. */
export const tokenText = (token: string | null, id: number) =>
  visibleToken(token, id)
    .map(({ text }) => text)
    .join("");
