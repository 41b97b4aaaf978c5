import { open, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { normalsFrom, seededRandom } from "~/core/stats/random";
import { encodeSafetensors, type TensorToStore } from "~workers/checkpoints/encodeSafetensors";

/** A tensor to be: random, or one value throughout. */
export interface ShapeToWrite {
  readonly name: string;
  readonly shape: readonly number[];
  readonly constant?: number | undefined;
}

/**
 * A checkpoint of random weights as a folder. Every tensor is a window of one long random array, so that writing
 * gigabytes takes the memory of the largest tensor.
 */
export async function writeShapes(
  folder: string,
  shapes: readonly ShapeToWrite[],
  { dtype, config }: { readonly dtype: "F32" | "BF16"; readonly config: object },
): Promise<void> {
  const sizeOf = (of: readonly number[]) => of.reduce((product, length) => product * length, 1);
  const longest = Math.max(...shapes.map(({ shape }) => sizeOf(shape)));
  const random = stored(
    dtype,
    Float32Array.from(normalsFrom(seededRandom(1), longest), (z) => 0.02 * z),
  );
  const tensors = shapes.map(({ name, shape, constant }, index): [string, TensorToStore] => {
    const size = sizeOf(shape);
    const begin = (index * 7919) % (longest - size + 1);
    const data =
      constant === undefined
        ? random.subarray(begin, begin + size)
        : stored(dtype, new Float32Array(size).fill(constant));
    return [name, { dtype, shape, data }];
  });
  const file = await open(join(folder, "model.safetensors"), "w");
  for (const piece of encodeSafetensors(new Map(tensors))) await file.writeFile(piece);
  await file.close();
  await writeFile(join(folder, "config.json"), JSON.stringify(config));
}

/** bfloat16 is the upper half of a float32. */
function stored(dtype: "F32" | "BF16", values: Float32Array): Float32Array | Uint16Array {
  if (dtype === "F32") return values;
  return Uint16Array.from(new Uint32Array(values.buffer), (bits) => bits >>> 16);
}
