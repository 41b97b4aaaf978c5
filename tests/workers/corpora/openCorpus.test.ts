import { createHash } from "node:crypto";
import { mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parseRunConfig, type RunConfigInput } from "~/core/runConfig";
import { openCorpus } from "~workers/corpora/openCorpus";

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "plateau-corpus-"));
});
afterAll(() => rm(directory, { recursive: true }));

const configOf = (input: RunConfigInput = {}) =>
  parseRunConfig({
    ...input,
    model: { vocabulary: 1024, context: 32, ...input.model },
    corpus: { maxTokens: 20_000, ...input.corpus },
    measure: { positions: 256, ...input.measure },
  });

describe("openCorpus", () => {
  it("gives readable text and its token counts", async () => {
    const corpus = await openCorpus({ config: configOf(), directory });
    expect(corpus.train.length + corpus.heldOut.length).toBe(20_000);
    expect(corpus.decode(corpus.train.subarray(0, 200))).toMatch(/\b(the|of|a) /);
    expect(corpus.counts.reduce((sum, count) => sum + count, 0)).toBe(corpus.train.length);
    expect(corpus.counts[corpus.endOfText]).toBeGreaterThan(100);
    expect(corpus.tokensHash).toMatch(/^[0-9a-f]{64}$/);
  });

  it("reads what it made before, for any seed", async () => {
    const first = await openCorpus({ config: configOf({ seed: 1 }), directory });
    const shares: number[] = [];
    const second = await openCorpus({
      config: configOf({ seed: 2 }),
      directory,
      onProgress: (share) => shares.push(share),
    });
    expect(shares).toEqual([]);
    expect(second.train).toEqual(first.train);
    expect([second.tokensHash, second.countsHash]).toEqual([first.tokensHash, first.countsHash]);
  });

  it("keeps texts of another vocabulary or length apart", async () => {
    const folders = (await readdir(directory)).length;
    await openCorpus({ config: configOf({ model: { vocabulary: 512 } }), directory });
    await openCorpus({ config: configOf({ corpus: { maxTokens: 18_000 } }), directory });
    expect(await readdir(directory)).toHaveLength(folders + 2);
  });

  it.each([
    ["a changed byte", "train.u16", (bytes: Buffer) => bytes.fill(0, 10, 12)],
    ["a cut file", "heldOut.u16", (bytes: Buffer) => bytes.subarray(0, -1)],
    ["a broken description", "meta.json", () => Buffer.from("{")],
  ])("makes the text again after %s", async (_, name, damage) => {
    const config = configOf({ model: { vocabulary: 600 } });
    const before = await openCorpus({ config, directory });
    const path = join(directory, await folderOf(directory, 600), name);
    const digest = sha256(await readFile(path));
    await writeFile(path, damage(await readFile(path)));
    const after = await openCorpus({ config, directory });
    expect(after.tokensHash).toBe(before.tokensHash);
    expect(sha256(await readFile(path))).toBe(digest);
  });

  it("refuses what the text is too short for, with the real figures", async () => {
    const config = configOf();
    const tooWide = { ...config, model: { ...config.model, context: 700 } };
    await expect(openCorpus({ config: tooWide, directory })).rejects.toMatchObject({
      code: "invalid_config",
      message:
        "model.context: must be at most 600 for a text of 19399 training and 601 held-out tokens (is 700)",
    });
    const tooMany = { ...config, measure: { ...config.measure, positions: 601 } };
    await expect(openCorpus({ config: tooMany, directory })).rejects.toThrow(
      "measure.positions: must be at most 600, the held-out tokens that have a next one (is 601)",
    );
  });
});

const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");

async function folderOf(parent: string, vocabulary: number): Promise<string> {
  for (const name of await readdir(parent)) {
    const meta = await readFile(join(parent, name, "meta.json"), "utf8").catch(() => "");
    if (meta.includes(`"vocabulary": ${vocabulary}`) || meta === "{") return name;
  }
  throw new Error(`no folder for ${vocabulary} tokens`);
}
