import { createReadStream } from "node:fs";
import { z } from "zod";
import { AppError } from "~/core/errors";

const Row = z.looseObject({ text: z.string() });

/** The field `text` of every line. */
export async function* readJsonLines(path: string): AsyncGenerator<string> {
  let number = 0;
  for await (const line of linesOf(path)) {
    number++;
    if (line.trim() !== "") yield textOf(line, `${path}, line ${number}`);
  }
}

/** Not readline's, which may end a line within a text, at U+2028. */
async function* linesOf(path: string): AsyncGenerator<string> {
  let rest = "";
  for await (const chunk of createReadStream(path, { encoding: "utf8", highWaterMark: 2 ** 20 })) {
    const lines = (rest + String(chunk)).split("\n");
    rest = lines.pop()!;
    yield* lines;
  }
  yield rest;
}

function textOf(line: string, place: string): string {
  let row: unknown;
  try {
    row = JSON.parse(line);
  } catch (cause) {
    const shown = JSON.stringify(line.slice(0, 60));
    throw new AppError("invalid_argument", `${place} is no JSON: ${shown}.`, { cause });
  }
  const checked = Row.safeParse(row);
  if (!checked.success)
    throw new AppError("invalid_argument", `${place} has no field "text" that is a text.`);
  const { text } = checked.data;
  if (/\p{Surrogate}/u.test(text))
    throw new AppError(
      "invalid_argument",
      `${place} has half of a surrogate pair in its text: no tokenizer reads that.`,
    );
  return text;
}
