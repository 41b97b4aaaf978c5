import type { ReadableDtype } from "../dtypes";
import { quote, refuse } from "../files/formatError";

export interface NpyHeader {
  readonly dtype: ReadableDtype;
  readonly shape: readonly number[];
  readonly fortranOrder: boolean;
  /** Where the elements begin. */
  readonly bytes: number;
}

const dtypes: Readonly<Record<string, ReadableDtype>> = {
  f2: "F16",
  f4: "F32",
  f8: "F64",
  b1: "BOOL",
  i1: "I8",
  i2: "I16",
  i4: "I32",
  i8: "I64",
  u1: "U8",
  u2: "U16",
  u4: "U32",
  u8: "U64",
};

/** Longer ones describe records. */
const longestHeader = 4096;
const mostDimensions = 16;

/**
 * The header of a .npy file, versions 1 to 3: a Python dict of which only the form that NumPy writes is taken.
 *
 * @param start its first bytes
 * @throws FormatError
 */
export function parseNpyHeader(start: Buffer): NpyHeader {
  if (start.length < 12 || start.toString("latin1", 0, 6) !== "\x93NUMPY") refuse("it is no .npy array");
  const version = start[6]!;
  if (version < 1 || version > 3) refuse(`its .npy version is ${version}, known are 1 to 3`);
  const begin = version === 1 ? 10 : 12;
  const length = version === 1 ? start.readUInt16LE(8) : start.readUInt32LE(8);
  if (length > longestHeader) refuse(`its .npy header has ${length} bytes, more than ${longestHeader}`);
  if (begin + length > start.length) refuse("its .npy header was cut off");
  const text = start.toString("utf8", begin, begin + length);

  const found = layout.exec(text);
  if (found === null) refuse(`its .npy header is not one of a plain array: ${quote(text.trim())}`);
  const [, descr, order, lengths] = found as unknown as [string, string, string, string];
  const shape = lengths.split(",").flatMap((part) => (part.trim() === "" ? [] : [Number(part)]));
  if (shape.length > mostDimensions || !shape.every(Number.isSafeInteger)) {
    refuse(`its shape (${lengths}) has no array`);
  }
  return { dtype: dtypeOf(descr), shape, fortranOrder: order === "True", bytes: begin + length };
}

/** NumPy sorts the keys. */
const layout =
  /^\{'descr': '([^']*)', 'fortran_order': (True|False), 'shape': \(((?:\d{1,16}, ?)*\d{0,16})\),? ?\}\s*$/;

function dtypeOf(descr: string): ReadableDtype {
  const [order, kind] = [descr[0]!, descr.slice(1)];
  if (order === ">" && !kind.endsWith("1"))
    refuse(`its elements ${quote(descr)} are big-endian: save them with astype("<${kind}")`);
  if (!"<|=>".includes(order) || !Object.hasOwn(dtypes, kind)) {
    const hint = kind === "V2" ? " (bfloat16 of ml_dtypes? NumPy does not keep its name: save float32)" : "";
    refuse(`its elements ${quote(descr)} are no numbers that weights have${hint}`);
  }
  return dtypes[kind]!;
}
