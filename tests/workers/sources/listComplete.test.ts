import { createHash } from "node:crypto";
import { mkdir, mkdtemp, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { parseIngestConfig } from "~/core/ingestConfig";
import { encodeSafetensors } from "~workers/checkpoints/encodeSafetensors";
import type { KnownCheckpoint } from "~workers/sources/folder/renamedStep";
import { listComplete } from "~workers/sources/listComplete";

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "plateau-complete-"));
});
afterEach(() => rm(root, { recursive: true }));

const weights = (metadata: Record<string, string> = {}, name = "w") =>
  Buffer.concat(
    encodeSafetensors(
      new Map([[name, { dtype: "F32" as const, shape: [4, 4], data: new Float32Array(16) }]]),
      metadata,
    ),
  );

/** Writes a file that nobody has touched for `secondsAgo`, nor the folder it lies in. */
async function write(name: string, content: Buffer | string, secondsAgo: number) {
  const path = join(root, name);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, content);
  const then = Date.now() / 1000 - secondsAgo;
  await utimes(path, then, then);
  await utimes(dirname(path), then, then);
}

const look = async (input: { follow?: boolean; every?: number } = {}, known: KnownCheckpoint[] = []) => {
  const { complete, waiting } = await listComplete(parseIngestConfig({ source: root, ...input }), known);
  return { steps: complete.map(({ step }) => step), waiting };
};

/** A row whose weights were not read yet, unless their content is given. */
const knownAt = (step: number, name: string, content?: Buffer): KnownCheckpoint => ({
  ...{ step, uri: join(root, name), bytes: content?.length ?? 0 },
  sha256: content ? createHash("sha256").update(content).digest("hex") : null,
});

describe("a checkpoint is complete", () => {
  test("when its bytes are all there and have been quiet for a moment", async () => {
    await write("step1.safetensors", weights(), 2);
    await write("step2.safetensors", weights(), 0);
    expect(await look({ follow: true })).toEqual({ steps: [1], waiting: 1 });
  });

  test("not before its last byte, however long its writer pauses", async () => {
    await write("step1.safetensors", weights().subarray(0, -8), 30);
    expect(await look({ follow: true })).toEqual({ steps: [], waiting: 1 });
  });

  test("not before its last shard, nor while anything else in its folder changes", async () => {
    await write("step1/model-00001-of-00002.safetensors", weights(), 10);
    expect(await look({ follow: true })).toEqual({ steps: [], waiting: 1 });
    await write("step1/model-00002-of-00002.safetensors", weights({}, "v"), 3);
    expect(await look({ follow: true })).toEqual({ steps: [1], waiting: 0 });
    await write("step1/config.json", "{}", 0);
    expect(await look({ follow: true })).toEqual({ steps: [], waiting: 1 });
  });

  test("when nobody goes on writing it: then measuring says what is wrong with it", async () => {
    await write("step1.safetensors", "broken", 30);
    expect(await look({ follow: true })).toEqual({ steps: [], waiting: 1 });
    expect(await look({ follow: false })).toEqual({ steps: [1], waiting: 0 });
    await write("step1.safetensors", "broken", 90);
    expect(await look({ follow: true })).toEqual({ steps: [1], waiting: 0 });
  });
});

describe("a known checkpoint", () => {
  test("that was renamed is found by its step; one whose path is there still is not", async () => {
    await write("step7.safetensors", weights(), 10);
    await write("checkpoint-8.safetensors", weights(), 10);
    await write("step8.safetensors", weights(), 10);
    const known = [knownAt(7, "checkpoint-7.safetensors"), knownAt(8, "checkpoint-8.safetensors")];
    const { complete, moved } = await listComplete(parseIngestConfig({ source: root }), known);
    expect(complete).toEqual([]);
    expect(moved).toMatchObject([{ step: 7, uri: join(root, "step7.safetensors") }]);
  });
});

describe("a known checkpoint that is gone", () => {
  const moved = async (known: KnownCheckpoint[]) => {
    const listing = await listComplete(parseIngestConfig({ source: root }), known);
    return { complete: listing.complete.map(({ step }) => step), moved: listing.moved };
  };

  test("is found by its content under a name without a step, though others are as long", async () => {
    await write("best.safetensors", weights({ note: "b" }), 10);
    await write("other.safetensors", weights({ note: "c" }), 10);
    const known = [
      knownAt(7, "step7.safetensors", weights({ note: "a" })),
      knownAt(8, "step8.safetensors", weights({ note: "b" })),
    ];
    const bytes = weights({ note: "b" }).length;
    expect(await moved(known)).toEqual({
      complete: [],
      moved: [{ step: 8, uri: join(root, "best.safetensors"), bytes }],
    });
  });

  test("is found where its files state its step, and where it is the only one left", async () => {
    await write("best/model.safetensors", weights(), 10);
    await write("best/trainer_state.json", JSON.stringify({ global_step: 70 }), 10);
    expect(await moved([knownAt(70, "checkpoint-70")])).toMatchObject({
      complete: [],
      moved: [{ step: 70 }],
    });
    await rm(join(root, "best"), { recursive: true });
    await write("best.safetensors", weights(), 10);
    const known = [knownAt(9, "step9.safetensors", weights())];
    expect(await moved(known)).toMatchObject({ complete: [], moved: [{ step: 9 }] });
  });

  test("is lost no more once it was found, whoever has the same content", async () => {
    await write("step1.safetensors", weights({ note: "a" }), 10);
    await write("best.safetensors", weights({ note: "b" }), 10);
    await write("final.safetensors", weights({ note: "b" }), 10);
    const known = [
      knownAt(1, "step1.safetensors", weights({ note: "a" })),
      knownAt(8, "best.safetensors", weights({ note: "b" })),
    ];
    expect(await moved(known)).toEqual({ complete: [], moved: [] });
  });

  test("is no other of its length, nor one that changed since", async () => {
    await write("step1.safetensors", weights({ note: "a" }), 10);
    await write("best.safetensors", weights({ note: "b" }), 10);
    const known = [knownAt(7, "step7.safetensors", weights({ note: "c" }))];
    expect(await moved(known)).toEqual({ complete: [1], moved: [] });
    await write("best.safetensors", weights({ note: "c" }), 5);
    expect(await moved(known)).toMatchObject({ complete: [1], moved: [{ step: 7 }] });
  });
});

describe("its step", () => {
  test("is read from trainer_state.json or from the weights where its name has none", async () => {
    await write("a/model.safetensors", weights(), 10);
    await write("a/trainer_state.json", JSON.stringify({ global_step: 70 }), 10);
    await write("b.safetensors", weights({ step: "80" }), 10);
    await write("c.safetensors", weights(), 10);
    expect(await look()).toEqual({ steps: [70, 80], waiting: 0 });
  });

  test("is 0 for one that is alone and says nothing", async () => {
    await write("model.safetensors", weights(), 10);
    expect(await look()).toEqual({ steps: [0], waiting: 0 });
  });

  test("is taken once, from whoever states it first", async () => {
    await write("step5.safetensors", weights(), 10);
    await write("checkpoint-5/model.safetensors", weights(), 10);
    expect(await look()).toEqual({ steps: [5], waiting: 0 });
  });

  test("may be thinned", async () => {
    for (const step of [0, 5, 10, 15, 20]) await write(`step${step}.safetensors`, weights(), 10);
    expect(await look({ every: 10 })).toEqual({ steps: [0, 10, 20], waiting: 0 });
  });
});

test("what is known is not looked at again", async () => {
  await write("step5.safetensors", "broken since it was measured", 0);
  expect(await look({}, [knownAt(5, "step5.safetensors")])).toEqual({
    steps: [],
    waiting: 0,
  });
});
