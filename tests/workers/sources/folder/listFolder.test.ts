import { link, mkdir, mkdtemp, rename, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { listFolder } from "~workers/sources/folder/listFolder";

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "plateau-list-"));
});
afterEach(() => rm(root, { recursive: true }));

async function write(...names: string[]) {
  for (const name of names) {
    await mkdir(dirname(join(root, name)), { recursive: true });
    await writeFile(join(root, name), "");
  }
}

const found = async (pattern = "") =>
  (await listFolder(join(root, pattern))).map(({ label, step }) => [label, step]);

test("the folders of a trainer by step, not by name", async () => {
  await write("checkpoint-1000/model.safetensors", "checkpoint-200/model.safetensors", "config.json");
  await write("checkpoint-1000/optimizer.pt", "runs/events.out");
  expect(await found()).toEqual([
    ["checkpoint-200", 200],
    ["checkpoint-1000", 1000],
  ]);
});

test("files beside each other, without the optimizer's and what is still being written", async () => {
  await write("step1.safetensors", "step10.pt", "optimizer-step10.pt", "step20.pt.tmp", ".step30.pt");
  expect(await found()).toEqual([
    ["step1.safetensors", 1],
    ["step10.pt", 10],
  ]);
});

test("the model that a trainer leaves beside its checkpoints has no step, and is left out", async () => {
  await write("checkpoint-5/model.safetensors", "model.safetensors");
  expect(await found()).toEqual([["checkpoint-5", 5]]);
});

test("one folder, or one file, is one checkpoint", async () => {
  await write("pythia-70m/model.safetensors", "pythia-70m/config.json", "stories260K.bin");
  expect(await found("pythia-70m")).toEqual([["pythia-70m", null]]);
  expect(await found("stories260K.bin")).toEqual([["stories260K.bin", null]]);
  expect(await found("pythia-70m/model.safetensors")).toEqual([["model.safetensors", null]]);
});

test("the tokenizer that llama2.c keeps beside a model is no checkpoint", async () => {
  await write("stories260k/stories260K.bin", "stories260k/LICENSE", "tokenizers/tok512.bin");
  const longest = Buffer.of(7, 0, 0, 0);
  const unknown = Buffer.concat([Buffer.alloc(4), Buffer.of(5, 0, 0, 0), Buffer.from("<unk>")]);
  for (const name of ["stories260k/tok512.bin", "tokenizers/tok512.bin"])
    await writeFile(join(root, name), Buffer.concat([longest, unknown]));
  expect(await found("stories260k")).toEqual([["stories260k", null]]);
  expect(await found("stories260k/*.bin")).toEqual([["stories260K.bin", null]]);
  expect(await found()).toEqual([["stories260k", null]]);
});

test("shards that are not all there yet are no checkpoints of their own", async () => {
  await write("model-00001-of-00002.safetensors");
  expect(await found()).toEqual([]);
  await write("model-00002-of-00002.safetensors");
  expect(await listFolder(root)).toMatchObject([{ path: root, step: null }]);
});

test("links are followed, and a second name of a checkpoint is none", async () => {
  await write("step5/model.safetensors");
  await symlink("step5", join(root, "latest"));
  await write("step7.pt");
  await link(join(root, "step7.pt"), join(root, "newest.pt"));
  await symlink("nowhere", join(root, "step9"));
  expect(await found()).toEqual([
    ["step5", 5],
    ["step7.pt", 7],
  ]);
});

test("a pattern takes what it matches", async () => {
  await write("a/step5/model.safetensors", "b/step6/model.safetensors", "b/other/model.safetensors");
  expect(await found("*/step*")).toEqual([
    ["step5", 5],
    ["step6", 6],
  ]);
  expect(await found("*.nothing")).toEqual([]);
});

test("a folder appears when its trainer gives it its name", async () => {
  await write("tmp-checkpoint-5/model.safetensors");
  expect(await found()).toEqual([]);
  await rename(join(root, "tmp-checkpoint-5"), join(root, "checkpoint-5"));
  expect(await found()).toEqual([["checkpoint-5", 5]]);
});

test("a path that is not there is an error that names it", async () => {
  await expect(listFolder(join(root, "absent"))).rejects.toMatchObject({
    code: "not_found",
    message: `There is nothing at ${join(root, "absent")}.`,
  });
});
