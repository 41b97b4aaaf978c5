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
  const values = new Float32Array(count);
  if (dtype === "F32") {
    await file.readInto(new Uint8Array(values.buffer), position);
    return values;
  }
  const convert = { ...toFloat32, ...conversions }[dtype];
  const width = bytesPerElement[dtype];
  const chunk = new ArrayBuffer(Math.min(chunkBytes, count * width));
  for (let done = 0; done < count;) {
    const length = Math.min(count - done, chunkBytes / width);
    await file.readInto(new Uint8Array(chunk, 0, length * width), position + done * width);
    convert(chunk, values.subarray(done, done + length));
    done += length;
  }
  return values;
}
