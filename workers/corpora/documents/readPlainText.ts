import { createReadStream } from "node:fs";

/** Long enough that tokens rarely change where two pieces meet, short enough to be cheap when few are needed. */
const pieceBytes = 2 ** 18;

/** UTF-8 in pieces that end with a line where there is one. */
export async function* readPlainText(path: string): AsyncGenerator<string> {
  let rest = "";
  for await (const chunk of createReadStream(path, { encoding: "utf8", highWaterMark: pieceBytes })) {
    const text = rest + String(chunk);
    const end = text.lastIndexOf("\n") + 1;
    const cut = end > 0 ? end : wholeCharacters(text);
    if (cut > 0) yield text.slice(0, cut);
    rest = text.slice(cut);
  }
  if (rest !== "") yield rest;
}

/** Not between the two halves of a character beyond 16 bits. */
const wholeCharacters = (text: string) => (/[\uD800-\uDBFF]$/.test(text) ? text.length - 1 : text.length);
