import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { z } from "zod";
import { readDocuments } from "~workers/corpora/documents/readDocuments";
import { readCounts } from "~workers/corpora/evaluation/readCounts";
import { readNumbers } from "~workers/corpora/evaluation/readNumbers";
import { openTokenizer } from "~workers/corpora/tokenizers/openTokenizer";

/** Made by tests/golden/tokenizers/make_tokenizers.py with the libraries that own the formats. */
const folder = join(import.meta.dirname, "tokenizers");
const ids = z.array(z.array(z.int()));
const golden = z
  .object({ texts: z.array(z.string()), "tokenizer.json": ids, "small.tiktoken": ids })
  .parse(JSON.parse(readFileSync(join(folder, "golden.json"), "utf8")));

test.each(["tokenizer.json", "small.tiktoken"] as const)(
  "%s gives the ids of its own library, and the text back",
  async (name) => {
    const { encode, decode } = await openTokenizer(join(folder, name));
    golden.texts.forEach((text, k) => {
      expect(encode(text)).toEqual(golden[name][k]);
      expect(decode(encode(text))).toBe(text);
    });
  },
);

test.each(["snappy", "gzip", "none"])(
  "the column text of a Parquet file of %s pages",
  async (compression) => {
    const read: string[] = [];
    for await (const text of readDocuments(join(folder, `${compression}.parquet`))) read.push(text);
    expect(read).toEqual(golden.texts);
  },
);

test("counts and tokens as NumPy saves them", async () => {
  const { counts } = await readCounts(join(folder, "counts.npy"), 402);
  expect(counts).toHaveLength(402);
  expect(counts[399]).toBe(399 * 3e9);
  expect(counts[401]).toBe(0);
  expect([...(await readNumbers(join(folder, "tokens.npy"), 3))]).toEqual([5, 399, 70_000]);
  await expect(readNumbers(join(folder, "matrix.npy"))).rejects.toThrow(
    "its shape is [2, 2], one dimension is allowed",
  );
});
