import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { crc32 } from "node:zlib";
import { afterEach, beforeEach, expect, it } from "vitest";
import { openWeights } from "~workers/checkpoints/weightStore";
import { npyOf } from "~tests/helpers/weightFiles/npyOf";
import { zipOf } from "~tests/helpers/weightFiles/zipOf";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "plateau-npz-"));
});
afterEach(() => rm(folder, { recursive: true }));

async function opened(content: Buffer) {
  await writeFile(join(folder, "file.npz"), content);
  return openWeights(join(folder, "file.npz"));
}

const fine = npyOf("'<f4'", "(2,)", Float32Array.of(1, 2));

it.each<[string, Buffer, RegExp]>([
  [
    "a shape that is longer than the data",
    npyOf("'<f4'", "(3,)", new Float32Array(2)),
    /take 140 bytes, it has 136/,
  ],
  [
    "a shape that overflows",
    npyOf("'<f4'", "(9999999999999999, 9)", new Float32Array(2)),
    /has no array|take/,
  ],
  ["an expression for a shape", npyOf("'<f4'", "(2**40,)", new Float32Array(2)), /not one of a plain array/],
  ["a call for a type", npyOf("__import__('os')", "(2,)", new Float32Array(2)), /not one of a plain array/],
  ["bfloat16, whose name NumPy loses", npyOf("'|V2'", "(2,)", new Uint16Array(2)), /bfloat16 of ml_dtypes/],
  ["a version to come", npyOf("'<f4'", "(2,)", new Float32Array(2), 9), /version is 9/],
  ["no array at all", Buffer.from("hello, this is text"), /is no \.npy array/],
])("an array with %s is left out, the others are offered", async (_, content, reason) => {
  const store = await opened(
    zipOf([
      { name: "fine.npy", content: fine },
      { name: "../odd.npy", content },
    ]),
  );
  expect([...store.tensors.keys()]).toEqual(["fine"]);
  expect(await store.readFloat32("fine")).toEqual(Float32Array.of(1, 2));
  expect(store.refused).toEqual([{ name: "../odd", reason: expect.stringMatching(reason) as string }]);
  await store.close();
});

it("a deflated array that unpacks to more or less than it claims is refused when it is read", async () => {
  const honest = npyOf("'<f4'", "(2000,)", new Float32Array(2000));
  const short = npyOf("'<f4'", "(3000,)", new Float32Array(2000));
  const store = await opened(
    zipOf([
      { name: "a.npy", content: honest, deflated: true },
      { name: "b.npy", content: short, deflated: true, claims: { bytes: 128 + 12_000 } },
    ]),
  );
  expect(await store.readFloat32("a")).toEqual(new Float32Array(2000));
  await expect(store.readFloat32("b")).rejects.toThrow("unpacks to 8128 bytes and claims 12128");
  await store.close();
});

it.each([false, true])(
  "an array with a flipped bit is refused when it is read, deflated: %s",
  async (deflated) => {
    const other = npyOf("'<f4'", "(2,)", Float32Array.of(1, 3));
    const store = await opened(
      zipOf([
        { name: "a.npy", content: other, deflated, claims: { crc32: crc32(fine) } },
        { name: "b.npy", content: fine, deflated },
      ]),
    );
    await expect(store.readFloat32("a")).rejects.toMatchObject({
      code: "checkpoint_unreadable",
      message: expect.stringContaining('"a.npy" is damaged: the checksum of its bytes is') as string,
    });
    expect(await store.readFloat32("b")).toEqual(Float32Array.of(1, 2));
    await store.close();
  },
);

it("says why when nothing can be read", async () => {
  const content = zipOf([{ name: "a.npy", content: npyOf("'|O'", "(1,)", new Uint8Array(1)) }]);
  await expect(opened(content)).rejects.toThrow(
    'no weights that can be read: "a" is refused, its elements "|O"',
  );
});
