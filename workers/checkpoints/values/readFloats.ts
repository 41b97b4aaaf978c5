import { bytesPerElement, type ReadableDtype } from "../dtypes";
import { refuse } from "../files/formatError";
import type { RandomFile } from "../files/randomFile";
import type { Conversions } from "./conversions";
import { toFloat32 } from "./toFloat32";

export interface FloatRange {
  readonly dtype: ReadableDtype;
  /** The byte of the file where the first element lies. */
  readonly position: number;
  /** Elements. */
  readonly count: number;
}

/** Small enough to stay in the cache between being read and being converted. */
const chunkBytes = 2 ** 20;
const mostElements = 2 ** 32;

/**
 * Elements that lie one after another, as float32. float32 itself is read to where it stays.
 *
 * @param conversions used instead of the plain ones where they have the type
 */
export async function readFloats(
  file: RandomFile,
  { dtype, position, count }: FloatRange,
  conversions: Conversions = {},
): Promise<Float32Array> {
  if (count > mostElements) refuse(`a tensor of ${count} elements is longer than an array can be`);
  const values = conversions.floats?.(count) ?? new Float32Array(count);
  if (dtype === "F32") {
    await file.readInto(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), position);
    return values;
  }
  const convert = { ...toFloat32, ...conversions }[dtype];
  const width = bytesPerElement[dtype];
  const chunkLength = chunkBytes / width;
  const buffers = [0, 1].map(() => new ArrayBuffer(Math.min(chunkBytes, count * width)));
  const read = async (begin: number) => {
    const buffer = buffers[(begin / chunkLength) % 2]!;
    const length = Math.min(count - begin, chunkLength);
    if (length > 0) await file.readInto(new Uint8Array(buffer, 0, length * width), position + begin * width);
    return { buffer, length };
  };
  // One chunk is read by a thread of libuv while this one converts the chunk before it.
  let ahead = read(0);
  for (let begin = 0; begin < count; begin += chunkLength) {
    const { buffer, length } = await ahead;
    ahead = read(begin + chunkLength);
    convert(buffer, values.subarray(begin, begin + length));
  }
  return values;
}
