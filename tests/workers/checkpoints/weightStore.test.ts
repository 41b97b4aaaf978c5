import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdir, mkdtemp, open, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { encodeSafetensors } from "~workers/checkpoints/encodeSafetensors";
import { openWeights } from "~workers/checkpoints/weightStore";
import { floatBytes, torchFileOf } from "~tests/helpers/weightFiles/torchFileOf";
import { pickledDict, pickledTensor, pickleOf } from "~tests/helpers/weightFiles/pickleOf";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "plateau-weights-"));
});
afterEach(() => rm(folder, { recursive: true }));

const write = async (name: string, content: Uint8Array | string) => {
  await writeFile(join(folder, name), content);
  return join(folder, name);
};

const safetensors = (values: Record<string, number[]>) =>
  Buffer.concat(
    encodeSafetensors(
      new Map(
        Object.entries(values).map(([name, numbers]) => [
          name,
          { dtype: "F32", shape: [numbers.length], data: Float32Array.from(numbers) } as const,
        ]),
      ),
    ),
  );

const torchFile = (names: string[]) =>
  torchFileOf(
    pickleOf(
      pickledDict(
        Object.fromEntries(
          names.map((name) => [
            name,
            pickledTensor({ key: "0", offset: 0, shape: [2], strides: [1], elements: 2 }),
          ]),
        ),
      ),
    ),
    { 0: floatBytes(1, 2) },
  );

async function namesIn(path: string): Promise<string[]> {
  const store = await openWeights(path);
  await store.close();
  return [...store.tensors.keys()];
}

const refuses = (path: string, message: RegExp) =>
  expect(openWeights(path)).rejects.toMatchObject({
    code: "checkpoint_unreadable",
    message: expect.stringMatching(message) as string,
  });

describe("openWeights on a folder", () => {
  it("that is gone says so", async () => {
    await refuses(join(folder, "gone"), /gone cannot be read: it is not there, or not any more\.$/);
  });

  it("takes model.safetensors before anything else", async () => {
    await write("optimizer.safetensors", safetensors({ m: [1] }));
    await write("pytorch_model.bin", torchFile(["b"]));
    await write("model.safetensors", safetensors({ a: [1] }));
    expect(await namesIn(folder)).toEqual(["a"]);
  });

  it("takes the only file of weights, not the optimizer beside it", async () => {
    await write("optimizer.pt", torchFile(["m"]));
    await write("training_args.bin", torchFile(["n"]));
    await write("ckpt.pt", torchFile(["a"]));
    expect(await namesIn(folder)).toEqual(["a"]);
  });

  it("does not guess between several", async () => {
    for (const name of ["last.ckpt", "best.ckpt"]) await write(name, torchFile(["a"]));
    await refuses(folder, /several files of weights, name one of them: best\.ckpt, last\.ckpt/);
  });

  it("says what it looked for when there is nothing", async () => {
    await refuses(folder, /no weights \(\*\.safetensors, /);
    await refuses(join(folder, "absent"), /it is not there/);
  });
});

describe("shards", () => {
  const index = (map: Record<string, unknown>) =>
    JSON.stringify({ metadata: { total_size: 8 }, weight_map: map });
  const names = ["model-00001-of-00002.safetensors", "model-00002-of-00002.safetensors"] as const;

  it("are one model, and its hash is that of what sha256sum prints", async () => {
    await write(names[0], safetensors({ a: [1, 2] }));
    await write(names[1], safetensors({ b: [3] }));
    await write("model.safetensors.index.json", index({ b: names[1], a: names[0] }));
    const store = await openWeights(folder);
    expect([...store.tensors.keys()].sort()).toEqual(["a", "b"]);
    expect(await store.readFloat32("b")).toEqual(Float32Array.of(3));
    const printed = execFileSync("sha256sum", [...names], { cwd: folder });
    expect(await store.sha256()).toBe(createHash("sha256").update(printed).digest("hex"));
    await store.close();
  });

  it("may be PyTorch's, and may be given by the index", async () => {
    await write("pytorch_model-00001-of-00001.bin", torchFile(["a"]));
    const path = await write(
      "pytorch_model.bin.index.json",
      index({ a: "pytorch_model-00001-of-00001.bin" }),
    );
    expect(await namesIn(path)).toEqual(["a"]);
  });

  it("need no index when their names say that all are there", async () => {
    await write(names[0], safetensors({ a: [1] }));
    await write("config.json", "{}");
    await write(names[1], safetensors({ b: [1] }));
    expect(await namesIn(folder)).toEqual(["a", "b"]);
    await rm(join(folder, names[0]));
    await write("model-00003-of-00002.safetensors", safetensors({ c: [1] }));
    await write("model-00001-of-00003.safetensors", safetensors({ c: [1] }));
    await refuses(folder, /shards of several sets/);
  });

  it("are named when they are missing, or repeat a tensor", async () => {
    await write(names[0], safetensors({ a: [1] }));
    await write("model.safetensors.index.json", index({ a: names[0], b: names[1] }));
    await refuses(folder, /its shard "model-00002-of-00002\.safetensors" is missing/);
    await write(names[1], safetensors({ a: [1] }));
    await refuses(folder, /00002-of-00002\.safetensors repeats a of an earlier shard/);
  });

  it.each(["../secret.safetensors", "/etc/passwd", "a/b", "..\\b", "..", "", "a\0b"])(
    "that lie elsewhere are refused: %j",
    async (name) => {
      await write("model.safetensors.index.json", index({ a: name }));
      await refuses(folder, /is no name of a file beside it/);
    },
  );

  it("are refused when the index is none", async () => {
    for (const content of ["[]", "{", '{"weight_map":[]}', index({ a: 1 })]) {
      await write("model.safetensors.index.json", content);
      await refuses(folder, /weight_map does not map tensors to files|no JSON/);
    }
  });
});

describe("openWeights on what is no plain file", () => {
  it("follows a link, as the cache of Hugging Face has them", async () => {
    await mkdir(join(folder, "blobs"));
    await write("blobs/1", safetensors({ a: [1] }));
    await mkdir(join(folder, "snapshot"));
    await symlink("../blobs/1", join(folder, "snapshot/model.safetensors"));
    expect(await namesIn(join(folder, "snapshot"))).toEqual(["a"]);
  });

  it("refuses a pipe and a device at once", async () => {
    execFileSync("mkfifo", [join(folder, "pipe.pt")]);
    await refuses(join(folder, "pipe.pt"), /no plain file/);
    await symlink("/dev/zero", join(folder, "model.safetensors"));
    await refuses(folder, /no plain file/);
  });

  it.each([
    ["empty.pt", "", /it is empty/],
    ["a pointer", "version https://git-lfs.github.com/spec/v1\noid", /git lfs pull/],
    ["a pickle", Buffer.from("\x80\x04N.", "latin1"), /plain pickle, which may run anything/],
    ["text", "what is this", /none of safetensors, PyTorch/],
    ["no archive", "PK\x03\x04 and nothing else", /no directory at its end/],
  ])("says what it is: %s", async (name, content, message) => {
    await refuses(await write(name.replaceAll(" ", "_"), content), message);
  });
});

describe("names", () => {
  it.each([
    ["module.a", "module.b", ["a", "b"]],
    ["module._orig_mod.a", "module._orig_mod.b", ["a", "b"]],
    ["model.a", "b", ["model.a", "b"]],
    ["model.transformer.wte.weight", "model.lm_head.weight", ["transformer.wte.weight", "lm_head.weight"]],
    ["model.embed_tokens.weight", "model.norm.weight", ["model.embed_tokens.weight", "model.norm.weight"]],
    ["model.model.norm.weight", "model.lm_head.weight", ["model.norm.weight", "lm_head.weight"]],
    ["_forward_module.model.a", "_forward_module.model.b", ["a", "b"]],
  ])("%s and %s", async (first, second, names) => {
    expect(await namesIn(await write("a.pt", torchFile([first, second])))).toEqual(names);
    expect(await namesIn(await write("a.safetensors", safetensors({ [first]: [1], [second]: [1] })))).toEqual(
      expect.arrayContaining(names),
    );
  });
});

describe("files beyond 4 GiB", () => {
  const far = 5 * 2 ** 30;

  it("safetensors: the last tensor is read where it lies", async () => {
    const path = join(folder, "large.safetensors");
    const json = JSON.stringify({
      gap: { dtype: "U8", shape: [far], data_offsets: [0, far] },
      last: { dtype: "F32", shape: [2], data_offsets: [far, far + 8] },
    });
    const header = Buffer.alloc(8);
    header.writeBigUInt64LE(BigInt(json.length));
    const file = await open(path, "w");
    await file.write(Buffer.concat([header, Buffer.from(json)]), 0, null, 0);
    await file.write(floatBytes(1, 2), 0, 8, 8 + json.length + far);
    await file.close();
    const store = await openWeights(path);
    expect(await store.readFloat32("last")).toEqual(Float32Array.of(1, 2));
    await store.close();
    expect(basename(store.files[0]!)).toBe("large.safetensors");
  });
});
