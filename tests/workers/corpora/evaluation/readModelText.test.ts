import { cp, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { heldOutDocuments } from "~workers/corpora/heldOutDocuments";
import { readModelText, type TextOptions } from "~workers/corpora/evaluation/readModelText";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "text-"));
});
afterAll(() => rm(folder, { recursive: true }));

const write = async (name: string, content: string | Uint8Array) => {
  await writeFile(join(folder, name), content);
  return join(folder, name);
};
const u16 = (...ids: number[]) => new Uint8Array(Uint16Array.from(ids).buffer);
const tokenizer = join(import.meta.dirname, "../../../golden/tokenizers/tokenizer.json");

const read = (options: TextOptions, length = 4) =>
  readModelText(join(folder, "no-checkpoint"), {
    ...options,
    ...{ vocabulary: 400, length, directory: folder, onProgress: () => undefined },
  });

describe("tokens", () => {
  test("are the first of a file, with the hash of what is used", async () => {
    const some = await read({ tokens: await write("a.u16", u16(5, 6, 7, 399, 1000)) });
    expect([...some.tokens]).toEqual([5, 6, 7, 399]);
    const same = await read({
      tokens: await write("a.u32", new Uint8Array(Uint32Array.of(5, 6, 7, 399).buffer)),
    });
    expect(same.tokensHash).toBe(some.tokensHash);
    const other = await read({ tokens: await write("b.bin", u16(5, 6, 7, 398)) });
    expect(other.tokensHash).not.toBe(some.tokensHash);
  });

  test("beyond the vocabulary are refused by their place and value", async () => {
    const tokens = await write("beyond.u16", u16(5, 400, 7, 8));
    await expect(read({ tokens })).rejects.toThrow(
      /Token 1 of .*beyond\.u16 is 400; the model knows 0 to 399\./,
    );
  });

  test("that are too few are counted", async () => {
    const tokens = await write("few.u16", u16(5, 6));
    await expect(read({ tokens })).rejects.toThrow("few.u16 has 2 tokens; 4 are needed");
  });

  test("of half a number or another kind of file are refused", async () => {
    await expect(read({ tokens: await write("odd.u16", Uint8Array.of(1, 2, 3)) })).rejects.toThrow(
      "its 3 bytes are no whole number of 2-byte numbers",
    );
    await expect(read({ tokens: await write("x.csv", "1,2") })).rejects.toThrow(
      "must be .u16, .u32, .bin or .npy",
    );
    await expect(read({ tokens: join(folder, "absent.u16") })).rejects.toMatchObject({
      code: "invalid_argument",
    });
  });
});

describe("a text", () => {
  test("is the demo's held-out one when none is named, by the tokenizer beside the checkpoint", async () => {
    const model = join(folder, "model");
    await cp(tokenizer, join(model, "tokenizer.json"));
    const notes: string[] = [];
    const text = await readModelText(model, {
      ...{ vocabulary: 400, length: 2000, directory: folder, onProgress: (note) => notes.push(note) },
    });
    expect(text.tokens).toHaveLength(2000);
    expect(text.source).toMatch(/^the demo text's held-out part by /);
    expect(notes[0]).toBe("the demo text's held-out part");
    const [document = ""] = await heldOutDocuments(folder);
    expect(text.decode(text.tokens).startsWith(document)).toBe(true);
    await expect(read({})).rejects.toThrow("There is no tokenizer beside");
  }, 120_000);

  test("needs a tokenizer", async () => {
    await expect(read({ tokens: await write("a.txt", "The cat") })).rejects.toThrow(
      "name one with --tokenizer FILE",
    );
  });

  test("is tokenised document by document, the end of text after each", async () => {
    const lines = ['{"text": "The cat"}', "", '{"text": "toys", "id": 3}'].join("\n");
    const text = await read({ tokens: await write("a.jsonl", lines), tokenizer }, 6);
    const plain = await read({ tokens: await write("b.txt", "The cat"), tokenizer }, 3);
    expect([...text.tokens].indexOf(0)).toBeGreaterThan(0); // <|endoftext|>
    expect(text.decode(text.tokens)).toMatch(/^The cat<\|endoftext\|>/);
    expect([...text.tokens.slice(0, 2)]).toEqual([...plain.tokens.slice(0, 2)]);
  });

  test("with a line that is no JSON or has no text is refused by its number", async () => {
    const broken = await write("broken.jsonl", '{"text": "a"}\n{"text"');
    await expect(read({ tokens: broken, tokenizer }, 500)).rejects.toThrow("broken.jsonl, line 2 is no JSON");
    const half = await write("half.jsonl", String.raw`{"text": "a \ud83d b"}`);
    await expect(read({ tokens: half, tokenizer }, 500)).rejects.toThrow(
      "half.jsonl, line 1 has half of a surrogate pair in its text",
    );
    const textless = await write("textless.jsonl", '{"body": "a"}');
    await expect(read({ tokens: textless, tokenizer })).rejects.toThrow('line 1 has no field "text"');
  });

  test("that is no Parquet is refused by its path", async () => {
    const path = await write("fake.parquet", "PAR1 this is not it PAR1");
    await expect(read({ tokens: path, tokenizer })).rejects.toMatchObject({ code: "invalid_argument" });
  });
});

describe("counts", () => {
  test("come from a file, and where there is none from the text, which is marked", async () => {
    const tokens = await write("t.u16", u16(5, 5, 7, 8));
    const given = await read({ tokens, counts: await write("c.json", JSON.stringify([1, 2, 3])) });
    expect([...given.counts.slice(0, 4)]).toEqual([1, 2, 3, 0]);
    expect(given.counts).toHaveLength(400);
    expect(given.warnings).toEqual([]);
    const counted = await read({ tokens });
    expect(counted.counts[5]).toBe(2);
    expect(counted.warnings[0]).toContain("counted on the evaluation text");
    expect(counted.countsHash).not.toBe(given.countsHash);
  });

  test.each([
    ["[1, -2]", "give token 1 the count -2"],
    ['[1, "2"]', 'give token 1 the count "2"'],
    ["{}", "are no list of numbers"],
    [JSON.stringify(Array(401).fill(1)), "are of 401 tokens; the model has 400"],
    ["[1", "is no JSON"],
  ])("%.20s are refused", async (content, message) => {
    const tokens = await write("t.u16", u16(5, 5, 7, 8));
    await expect(read({ tokens, counts: await write("wrong.json", content) })).rejects.toThrow(message);
  });
});
