import { describe, expect, it } from "vitest";
import { seededRandom } from "~/core/stats/random";
import { tokenizeDocuments } from "~workers/corpora/tokenizeDocuments";
import { createTokenizer } from "~workers/corpora/tokenizer";

const tokenizer = await createTokenizer(512);
const random = seededRandom(7);
const documents = Array.from(
  { length: 2500 },
  (_, index) => `${index} ${"abc ".repeat(1 + Math.floor(random() * 60))}`,
);

describe("tokenizeDocuments", () => {
  it("puts the end of text after every document and splits only between documents", async () => {
    const { train, heldOut } = await tokenizeDocuments(documents, tokenizer);
    const parts = [train, heldOut].map((tokens) =>
      tokenizer.decode(tokens).split("<|endoftext|>").slice(0, -1),
    );
    expect(parts.flat().sort()).toEqual([...documents].sort());
  });

  it("holds out 3 % of the tokens", async () => {
    const { train, heldOut } = await tokenizeDocuments(documents, tokenizer);
    expect(heldOut.length / (train.length + heldOut.length)).toBeCloseTo(0.03, 2);
  });

  it("stops at the tokens asked for, with one more held out than the share", async () => {
    for (const maxTokens of [2048, 10_000, 100_000]) {
      const { train, heldOut } = await tokenizeDocuments(documents, tokenizer, { maxTokens });
      expect(heldOut).toHaveLength(Math.floor(maxTokens * 0.03) + 1);
      expect(train.length + heldOut.length).toBe(maxTokens);
    }
  });

  it("makes the parts of a shorter text beginnings of those of a longer one", async () => {
    const whole = await tokenizeDocuments(documents, tokenizer);
    const short = await tokenizeDocuments(documents, tokenizer, { maxTokens: 5000 });
    expect(short.train).toEqual(whole.train.slice(0, short.train.length));
    expect(short.heldOut).toEqual(whole.heldOut.slice(0, short.heldOut.length));
  });

  it("gives what there is when that is less than asked for", async () => {
    const { train, heldOut } = await tokenizeDocuments(["one", "two"], tokenizer, { maxTokens: 5000 });
    expect(train.length + heldOut.length).toBeLessThan(20);
  });

  it("reports a share that grows to one", async () => {
    const shares: number[] = [];
    await tokenizeDocuments(documents, tokenizer, { onProgress: (share) => shares.push(share) });
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
    expect(shares.at(-1)).toBe(1);
  });
});
