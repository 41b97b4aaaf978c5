import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readJsonLines } from "~workers/corpora/documents/readJsonLines";

test("a line ends at a line feed, not at U+2028 within a text, and may be longer than a piece that is read", async () => {
  const folder = await mkdtemp(join(tmpdir(), "lines-"));
  try {
    const texts = ["a\u2028b\u2029c\u0085d", "é".repeat(3 * 2 ** 20), "last"];
    const path = join(folder, "a.jsonl");
    await writeFile(path, texts.map((text) => JSON.stringify({ text })).join("\r\n\n"));
    const read: string[] = [];
    for await (const text of readJsonLines(path)) read.push(text);
    expect(read).toEqual(texts);
  } finally {
    await rm(folder, { recursive: true });
  }
});
