import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { nativeConversions } from "~workers/backends/native/conversions";
import { encodeSafetensors } from "~workers/checkpoints/encodeSafetensors";
import type { Conversion } from "~workers/checkpoints/values/conversions";
import { toFloat32 } from "~workers/checkpoints/values/toFloat32";
import { openWeights } from "~workers/checkpoints/weightStore";
import { everyKernelLibrary } from "~tests/helpers/everyKernelLibrary";

const libraries = await everyKernelLibrary();
/** Every pattern of 16 bits, again and again: more than two pieces of the file, and enough for memory of large pages. */
const words = Uint16Array.from({ length: 1_300_001 }, (_, at) => at);

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "plateau-conversions-"));
});
afterAll(() => rm(folder, { recursive: true }));

async function storeWords(dtype: "BF16" | "F16"): Promise<string> {
  const path = join(folder, `${dtype}.safetensors`);
  const tensors = new Map([["w", { dtype, shape: [words.length], data: words }]]);
  await writeFile(path, encodeSafetensors(tensors));
  return path;
}

const bytesOf = ({ buffer, byteOffset, byteLength }: Float32Array) =>
  Buffer.from(buffer, byteOffset, byteLength);

it.each(libraries.map((library) => [library.variant, library] as const))(
  "float32 weights fill the arrays of %s and nothing beyond, wherever those begin",
  async (_, library) => {
    const path = join(folder, "F32.safetensors");
    const data = Float32Array.from({ length: 300_007 }, (_, at) => Math.sin(at));
    const shape = [data.length];
    const tensors = new Map(["first", "last"].map((name) => [name, { dtype: "F32" as const, shape, data }]));
    await writeFile(path, encodeSafetensors(tensors));
    const store = await openWeights(path, nativeConversions(library));
    for (const name of tensors.keys()) {
      expect(bytesOf(await store.readFloat32(name)).equals(bytesOf(data)), name).toBe(true);
    }
    await store.close();
  },
);

describe.each(["BF16", "F16"] as const)("%s weights", (dtype) => {
  it.each(libraries.map((library) => [library.variant, library] as const))(
    "are read to the same bits with the kernels of %s as with none",
    async (_, library) => {
      const store = await openWeights(await storeWords(dtype), nativeConversions(library));
      const plain = new Float32Array(words.length);
      toFloat32[dtype](words.buffer, plain);
      expect(bytesOf(await store.readFloat32("w")).equals(bytesOf(plain))).toBe(true);
      await store.close();
    },
  );

  it("are read by the conversion that is handed in", async () => {
    const twos: Conversion = (_, to) => to.fill(2);
    const store = await openWeights(await storeWords(dtype), { [dtype]: twos });
    const values = await store.readFloat32("w");
    expect(values.every((value) => value === 2)).toBe(true);
    await store.close();
  });
});
