import { bytesPerElement, elementsOf } from "../dtypes";
import { FormatError, refuse } from "../files/formatError";
import { memoryFile, type RandomFile } from "../files/randomFile";
import type { Conversions } from "../values/conversions";
import { readView } from "../values/readView";
import type { Metadata, ReadableTensor, Refused, WeightFile } from "../weightFile";
import { placeOfIntactEntry, readEntry, readStart } from "../zip/openEntry";
import type { ZipEntry } from "../zip/zipEntry";
import { type NpyHeader, parseNpyHeader } from "./parseNpyHeader";

/** Bytes of the archive in which every header has its place. */
const startBytes = 8192;
/** Single numbers beside the weights: the step and the like. */
const mostFacts = 64;

export const isNpz = (members: ReadonlyMap<string, ZipEntry>) =>
  [...members.keys()].some((name) => name.endsWith(".npy"));

/**
 * What `numpy.savez` and `savez_compressed` write. Arrays of objects are pickles and are refused, by their names; the
 * others are offered.
 *
 * @throws FormatError
 */
export async function readNpz(file: RandomFile, members: ReadonlyMap<string, ZipEntry>): Promise<WeightFile> {
  const tensors = new Map<string, ReadableTensor>();
  const refused: Refused[] = [];
  for (const member of members.values()) {
    const name = member.name.replace(/\.npy$/, "");
    try {
      const header = parseNpyHeader(await readStart(file, member, startBytes));
      requireSize(header, member);
      const { dtype, shape } = header;
      const bytes = elementsOf(shape) * bytesPerElement[dtype];
      tensors.set(name, {
        dtype,
        shape,
        bytes,
        read: (conversions) => readArray(file, { member, header, conversions }),
      });
    } catch (error) {
      if (!(error instanceof FormatError)) throw error;
      refused.push({ name, reason: error.message });
    }
  }
  return { format: "npz", tensors, refused, metadata: await readFacts(tensors) };
}

function requireSize({ dtype, shape, bytes }: NpyHeader, member: ZipEntry): void {
  const needed = bytes + elementsOf(shape) * bytesPerElement[dtype];
  if (needed !== member.bytes) {
    refuse(`${dtype} [${shape.join(", ")}] and its header take ${needed} bytes, it has ${member.bytes}`);
  }
}

interface StoredArray {
  readonly member: ZipEntry;
  readonly header: NpyHeader;
  readonly conversions: Conversions | undefined;
}

async function readArray(
  file: RandomFile,
  { member, header, conversions }: StoredArray,
): Promise<Float32Array> {
  const { dtype, shape, fortranOrder } = header;
  const view = { dtype, shape, offset: 0, strides: stridesOf(shape, fortranOrder) };
  if (!member.compressed) {
    const position = (await placeOfIntactEntry(file, member)) + header.bytes;
    return readView(file, { ...view, position }, conversions);
  }
  const unpacked = memoryFile(file.path, await readEntry(file, member));
  return readView(unpacked, { ...view, position: header.bytes }, conversions);
}

/** Row-major: the last axis is dense; in Fortran's order the first is. */
function stridesOf(shape: readonly number[], fortranOrder: boolean): number[] {
  const strides = new Array<number>(shape.length).fill(1);
  const axes = fortranOrder ? shape.map((_, axis) => axis) : shape.map((_, axis) => shape.length - 1 - axis);
  axes.reduce((step, axis) => {
    strides[axis] = step;
    return step * shape[axis]!;
  }, 1);
  return strides;
}

/** Whole numbers only, and those that float32 holds exactly. */
async function readFacts(tensors: ReadonlyMap<string, ReadableTensor>): Promise<Metadata> {
  const scalars = [...tensors].filter(([, { shape, dtype }]) => shape.length === 0 && /^[IU]/.test(dtype));
  const facts: [string, number][] = [];
  for (const [name, { read }] of scalars.slice(0, mostFacts)) {
    const value = (await read())[0]!;
    if (Math.abs(value) < 2 ** 24) facts.push([name, value]);
  }
  return Object.fromEntries(facts);
}
