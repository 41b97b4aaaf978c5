import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { z } from "zod";
import { AppError } from "~/core/errors";

const Row = z.looseObject({ text: z.string() });

/** The field `text` of every line. */
export async function* readJsonLines(path: string): AsyncGenerator<string> {
  const lines = createInterface({ input: createReadStream(path, "utf8"), crlfDelay: Infinity });
  let number = 0;
  try {
    for await (const line of lines) {
      number++;
      if (line.trim() !== "") yield textOf(line, `${path}, line ${number}`);
    }
  } finally {
    lines.close();
  }
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
  return checked.data.text;
}
