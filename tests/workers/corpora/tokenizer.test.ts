import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Tokenizer as BytePairTokenizer } from "@huggingface/tokenizers";
import { describe, expect, it } from "vitest";
import { gpt2Vocabulary } from "~workers/corpora/gpt2Vocabulary";
import { createTokenizer } from "~workers/corpora/tokenizer";

const trajectory = join(import.meta.dirname, "../../../../shared/assets/traj-gpt2");
const hasTrajectory = existsSync(trajectory);
const awkward = [
  "",
  "plain words, and don't they'll  run   together \n\n twice\t",
  "Zürich Ærø — naïve 日本語 🦜 e\u0301",
  "<|endoftext|> is eleven characters here, not one token",
  "    four spaces, 3.14159e-10, ABC'S 's",
];

describe("gpt2Vocabulary", () => {
  it.skipIf(!hasTrajectory)(
    "has the ids and merges of the reference trajectory (needs ../shared)",
    async () => {
      const { ids, merges } = await gpt2Vocabulary(4096);
      expect(Object.fromEntries(ids)).toEqual(
        JSON.parse(readFileSync(join(trajectory, "vocab.json"), "utf8")),
      );
      const lines = readFileSync(join(trajectory, "merges.txt"), "utf8").trimEnd().split("\n").slice(1);
      expect(merges.map((pair) => pair.join(" "))).toEqual(lines);
    },
  );

  it("ends with the end of text, at GPT-2's own id when nothing is cut", async () => {
    expect((await gpt2Vocabulary(50_257)).ids.get("<|endoftext|>")).toBe(50_256);
    expect((await gpt2Vocabulary(257)).ids.get("<|endoftext|>")).toBe(256);
  });

  it("refuses a size without all bytes or beyond the last merge", async () => {
    await expect(gpt2Vocabulary(256)).rejects.toThrow("257 to 50257 tokens, not 256");
    await expect(gpt2Vocabulary(50_258)).rejects.toThrow("not 50258");
  });
});

describe("createTokenizer", () => {
  it("gives GPT-2's ids for the whole vocabulary", async () => {
    const { encode } = await createTokenizer(50_257);
    expect(encode("Hello world")).toEqual([15496, 995]);
    expect(encode(" antidisestablishmentarianism")).toEqual([1885, 29207, 44390, 3699, 1042]);
  });

  it("gives back every text it took", async () => {
    const { encode, decode } = await createTokenizer(512);
    for (const text of awkward) expect(decode(encode(text))).toBe(text);
  });

  it("gives the ids that tokenising whole texts would give, though it remembers words", async () => {
    const { encode } = await createTokenizer(2048);
    const { ids, merges } = await gpt2Vocabulary(2048);
    const byteLevel = { type: "ByteLevel", add_prefix_space: false, use_regex: true };
    const whole = new BytePairTokenizer(
      {
        model: { type: "BPE", vocab: Object.fromEntries(ids), merges },
        added_tokens: [],
        pre_tokenizer: byteLevel,
        normalizer: null,
        post_processor: null,
        decoder: byteLevel,
      },
      {},
    );
    for (const text of [...awkward, ...awkward]) expect(encode(text)).toEqual(whole.encode(text).ids);
  });

  it("never makes the end of text out of text", async () => {
    const { encode, endOfText } = await createTokenizer(1024);
    expect(encode("a<|endoftext|>b")).not.toContain(endOfText);
  });
});
