import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { runArchitecture } from "~tests/helpers/architectureFloat64";
import { generateGreedily } from "~tests/helpers/generateGreedily";
import { plateauCommand } from "~tests/helpers/plateauCommand";
import { shared } from "~tests/helpers/trajectoryProblem";
import { openBackend } from "~workers/backends/openBackend";
import { findTokenizer, openTokenizer } from "~workers/corpora/tokenizers/openTokenizer";
import { findWeightFiles } from "~workers/checkpoints/files/findWeightFiles";
import { chooseFamily } from "~workers/families/chooseFamily";
import { openModelFile } from "~workers/families/openModelFile";
import { listFolder } from "~workers/sources/folder/listFolder";

const assets = `${shared}assets/stories260k/`;
const checkpoint = `${assets}stories260K.bin`;
const hasStories = existsSync(checkpoint);
if (!hasStories) console.warn(`skipped: no stories260k in ${shared}`);

const folder = mkdtempSync(join(tmpdir(), "stories-"));
beforeAll(() => openBackend());
afterAll(() => rmSync(folder, { recursive: true }));

/** Tokens made. Its context is 512. */
const count = 120;
const begin = [1];

describe.skipIf(!hasStories)("stories260k, a trained Llama (needs ../shared)", () => {
  test("tells a story, token by token what float64 says", async () => {
    const { model, weights } = await openModelFile(checkpoint);
    const running = await model!.load();
    const ids = generateGreedily(running, await model!.head(), { prompt: begin, count });
    running.dispose();
    const story = (await openTokenizer(`${assets}tok512.bin`)).decode(ids);
    expect(story).toMatch(/^Once upon a time, there was a little girl named Lily\./);
    const words = story.toLowerCase().match(/[a-z]+/g) ?? [];
    expect(words.filter((word) => everyday.has(word)).length / words.length).toBeGreaterThan(0.5);

    const described = chooseFamily(weights, null);
    if ("lacks" in described) throw new Error(described.lacks);
    const { logits } = await runArchitecture(described.architecture, described.weights, {
      ids: ids.slice(0, -1),
    });
    const likeliest = logits.map((row) => row.indexOf(Math.max(...row)));
    expect(likeliest).toEqual(ids.slice(1));
    await weights.close();
  });

  test("reads back what it has written", async () => {
    const { encode, decode } = await openTokenizer(`${assets}tok512.bin`);
    const text = "Once upon a time, there was a café.\nThe End ☃";
    expect(decode(encode(text))).toBe(text);
    expect(encode("Once upon a time")).toEqual([403, 407, 261, 378]);
  });

  test("its folder is one checkpoint, and the tokenizer in it is its tokenizer", async () => {
    expect(await listFolder(assets)).toMatchObject([{ label: "stories260k", step: null }]);
    expect(await findWeightFiles(assets)).toEqual([checkpoint]);
    expect((await findTokenizer(assets))?.description).toBe(`${assets}tok512.bin (llama2.c)`);
  });

  test("has a full analysis of its neurons and weights, with nothing given but the checkpoint", async () => {
    const ended = await plateauCommand(["analyze", checkpoint, "--json", "out.json"], folder);
    expect(ended.code, ended.stderr).toBe(0);
    const report = Report.parse(JSON.parse(readFileSync(join(folder, "out.json"), "utf8")));
    expect(report.influence.mean_abs_all).toHaveLength(172);
    // By the whole vocabulary none would be rare: more than half of its 512 tokens never occur.
    expect(report.influence.mean_abs_rare?.some((value) => value > 0)).toBe(true);
    expect(report.eval.bands).toBe("half:occurring");
    expect(report.not_measured).toEqual({});
    expect(report.spectra.map(({ matrix }) => matrix)).toEqual(
      expect.arrayContaining(["embed.W_E", "blocks.0.attn.W_Q", "blocks.4.mlp.W_gate", "blocks.4.mlp.W_out"]),
    );
    expect(report.provenance.influence.warnings.join(" ")).toContain("counted on the evaluation text");
  }, 180_000);
});

const everyday = new Set(
  "a all and be big day dog for girl go had happy he her in is it little lily liked loved mom not of on once one park play said saw she so that the there they time to toy upon very wanted was went with you named".split(
    " ",
  ),
);

const Report = z.object({
  eval: z.object({ bands: z.string() }),
  influence: z.record(z.string(), z.array(z.number())),
  spectra: z.array(z.object({ matrix: z.string() })),
  not_measured: z.object({}),
  provenance: z.object({ influence: z.object({ warnings: z.array(z.string()) }) }),
});
