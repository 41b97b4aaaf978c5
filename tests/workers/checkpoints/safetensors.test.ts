import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { existsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { encodeSafetensors, type TensorToStore } from "~workers/checkpoints/encodeSafetensors";
import { openSafetensors } from "~workers/checkpoints/openSafetensors";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "plateau-safetensors-"));
});
afterAll(() => rm(folder, { recursive: true }));

async function store(content: Uint8Array | Uint8Array[]): Promise<string> {
  const path = join(folder, "file.safetensors");
  await writeFile(path, Array.isArray(content) ? Buffer.concat(content) : content);
  return path;
}

/** A file with a header written by hand, right or wrong. */
function fileOf(header: unknown, dataBytes: number): Buffer {
  const json = Buffer.from(typeof header === "string" ? header : JSON.stringify(header));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(json.length));
  return Buffer.concat([length, json, Buffer.alloc(dataBytes)]);
}

const f32 = (shape: number[], begin: number, end: number) => ({
  dtype: "F32",
  shape,
  data_offsets: [begin, end],
});

describe("encodeSafetensors and openSafetensors", () => {
  const tensors = new Map<string, TensorToStore>([
    ["bytes", { dtype: "U8", shape: [3], data: Uint8Array.of(1, 2, 255) }],
    ["weights", { dtype: "F32", shape: [2, 2], data: Float32Array.of(1.5, -0, 1e-40, 3e38) }],
    ["double", { dtype: "F64", shape: [1], data: Float64Array.of(0.1) }],
    ["ids", { dtype: "I64", shape: [2], data: BigInt64Array.of(-1n, 2n ** 40n) }],
    ["whole", { dtype: "I32", shape: [2], data: Int32Array.of(-7, 7) }],
    [
      "half",
      {
        dtype: "F16",
        shape: [7],
        data: Uint16Array.of(0x3c00, 0xc000, 0x0001, 0x7bff, 0xfc00, 0x7e00, 0x8000),
      },
    ],
    [
      "brain",
      { dtype: "BF16", shape: [6], data: Uint16Array.of(0x3f80, 0xc040, 0x0001, 0x4000, 0x4040, 0x4080) },
    ],
    ["scalar", { dtype: "F32", shape: [], data: Float32Array.of(4) }],
    ["nothing", { dtype: "F32", shape: [0, 5], data: new Float32Array(0) }],
  ]);

  it("give back every type, shape and byte", async () => {
    const file = await openSafetensors(await store(encodeSafetensors(tensors, { format: "pt" })));
    expect(file.metadata).toEqual({ format: "pt" });
    expect([...file.tensors.keys()].sort()).toEqual([...tensors.keys()].sort());
    for (const [name, { dtype, shape, data }] of tensors) {
      expect(file.tensors.get(name)).toMatchObject({ dtype, shape });
      const written = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
      expect(Buffer.from(await file.readBytes(name)).equals(written)).toBe(true);
    }
    await file.close();
  });

  it("read every type as float32", async () => {
    const file = await openSafetensors(await store(encodeSafetensors(tensors)));
    expect(await file.readFloat32("weights")).toEqual(Float32Array.of(1.5, -0, 1e-40, 3e38));
    expect(await file.readFloat32("double")).toEqual(Float32Array.of(0.1));
    expect(await file.readFloat32("half")).toEqual(
      Float32Array.of(1, -2, 2 ** -24, 65504, -Infinity, NaN, -0),
    );
    expect(await file.readFloat32("brain")).toEqual(Float32Array.of(1, -3, 2 ** -133, 2, 3, 4));
    expect(await file.readFloat32("ids")).toEqual(Float32Array.of(-1, 2 ** 40));
    expect(await file.readFloat32("whole")).toEqual(Float32Array.of(-7, 7));
    expect(await file.readFloat32("bytes")).toEqual(Float32Array.of(1, 2, 255));
    await expect(file.readFloat32("absent")).rejects.toMatchObject({ code: "checkpoint_unreadable" });
    await file.close();
  });

  it("align every tensor to its element, the header included", async () => {
    const file = await openSafetensors(await store(encodeSafetensors(tensors)));
    const width = { F64: 8, I64: 8, F32: 4, I32: 4, F16: 2, BF16: 2 } as Record<string, number>;
    const dataBegin = file.bytes - Math.max(...Array.from(file.tensors.values(), ({ end }) => end));
    expect(dataBegin % 8).toBe(0);
    for (const { dtype, begin } of file.tensors.values()) expect(begin % (width[dtype] ?? 1)).toBe(0);
    await file.close();
  });

  it("refuse to write a tensor whose data is not its shape", () => {
    const wrong = new Map([["w", { dtype: "F32", shape: [3], data: new Float32Array(2) } as const]]);
    expect(() => encodeSafetensors(wrong)).toThrow("w [3] takes 12 bytes, not 8");
  });
});

describe("openSafetensors refuses", () => {
  const huge = Buffer.alloc(16);
  huge.writeBigUInt64LE(2n ** 63n);
  const long = Buffer.alloc(16);
  long.writeBigUInt64LE(9n);

  it.each<[string, Buffer, RegExp]>([
    ["an empty file", Buffer.alloc(0), /it has 0 bytes/],
    ["a header of 2^63 bytes", huge, /claims 9223372036854775808 bytes of a file of 16/],
    ["a header longer than the file", long, /claims 9 bytes of a file of 16/],
    ["a header that is no JSON", fileOf("{", 0), /JSON/],
    ["a header that is a list", fileOf([], 0), /no object/],
    [
      "an unknown type",
      fileOf({ a: { dtype: "F12", shape: [], data_offsets: [0, 0] } }, 0),
      /"a": has no type "F12"/,
    ],
    [
      "a type named after an inherited property",
      fileOf({ a: { dtype: "toString", shape: [], data_offsets: [0, 0] } }, 0),
      /has no type "toString"/,
    ],
    ["a negative length", fileOf({ a: f32([-1], 0, 4) }, 4), /"a": shape is no list/],
    ["a fractional length", fileOf({ a: f32([1.5], 0, 6) }, 6), /"a": shape is no list/],
    ["a shape whose product overflows", fileOf({ a: f32([2 ** 52, 2 ** 52], 0, 4) }, 4), /takes/],
    [
      "a shape that is infinite times nothing",
      fileOf({ a: f32([...Array<number>(15).fill(2 ** 52 - 1), 0].slice(0, 16), 0, 4) }, 4),
      /takes|shape/,
    ],
    ["offsets that run backwards", fileOf({ a: f32([1], 4, 0) }, 4), /takes 4 bytes, its place has -4/],
    [
      "a place of another size than the shape",
      fileOf({ a: f32([2], 0, 4) }, 4),
      /takes 8 bytes, its place has 4/,
    ],
    [
      "tensors that overlap",
      fileOf({ a: f32([2], 0, 8), b: f32([2], 4, 12) }, 12),
      /"b" begins at byte 4, inside the one before/,
    ],
    [
      "a gap between tensors",
      fileOf({ a: f32([1], 0, 4), b: f32([1], 8, 12) }, 12),
      /"b" begins at byte 8, after a gap/,
    ],
    ["a file that was cut off", fileOf({ a: f32([4], 0, 16) }, 12), /end at byte 16, its data at 12/],
    ["data that belongs to no tensor", fileOf({ a: f32([1], 0, 4) }, 8), /end at byte 4, its data at 8/],
    ["metadata that is no text", fileOf({ __metadata__: { a: 1 } }, 0), /__metadata__/],
    [
      "more dimensions than any tensor has",
      fileOf({ a: f32(Array<number>(17).fill(1), 0, 4) }, 4),
      /"a": shape/,
    ],
  ])("%s", async (_, content, message) => {
    await expect(openSafetensors(await store(content))).rejects.toMatchObject({
      code: "checkpoint_unreadable",
      message: expect.stringMatching(message) as string,
    });
  });

  it("a file that is not there", async () => {
    await expect(openSafetensors(join(folder, "absent"))).rejects.toMatchObject({
      code: "checkpoint_unreadable",
    });
  });

  it("names that would reach an object's prototype nothing: they are names", async () => {
    const file = await openSafetensors(
      await store(fileOf('{"__proto__":{"dtype":"U8","shape":[1],"data_offsets":[0,1]}}', 1)),
    );
    expect([...file.tensors.keys()]).toEqual(["__proto__"]);
    await file.close();
  });
});

const reference = join(import.meta.dirname, "../../../../shared/assets/traj-gpt2/step1500/model.safetensors");

it.skipIf(!existsSync(reference))(
  "openSafetensors reads a file that Hugging Face's library wrote (needs ../shared)",
  async () => {
    const file = await openSafetensors(reference);
    expect(file.metadata).toEqual({ format: "pt", step: "1500" });
    expect(file.tensors.get("transformer.wte.weight")).toMatchObject({ dtype: "F32", shape: [4096, 64] });
    const weights = await file.readFloat32("transformer.wte.weight");
    expect(weights).toHaveLength(4096 * 64);
    expect(weights.every(Number.isFinite)).toBe(true);
    await file.close();
  },
);
