import { AppError } from "~/core/errors";
import { elementsOf } from "./dtypes";
import { refuse } from "./files/formatError";
import { naming } from "./files/naming";
import { openRandomFile, type RandomFile } from "./files/randomFile";
import { parseHeader, type SafetensorsHeader } from "./parseHeader";
import type { Conversions } from "./values/conversions";
import { readFloats } from "./values/readFloats";
import { isReadable, unreadableReason } from "./values/readable";
import type { ReadableTensor, Refused, WeightFile } from "./weightFile";

export interface Safetensors extends SafetensorsHeader {
  /** Bytes of the file. */
  readonly bytes: number;
  readonly readBytes: (name: string) => Promise<Uint8Array>;
  /** A tensor's values in row-major order, whatever type stores them. */
  readonly readFloat32: (name: string) => Promise<Float32Array>;
  readonly close: () => Promise<void>;
}

/** Far above any real model's; a claimed length costs memory before anything can be checked. */
const longestHeader = 4 * 2 ** 20;

/**
 * Opens a safetensors file and reads its header only; tensors are read one by one.
 *
 * @throws AppError checkpoint_unreadable, also for a file made to mislead
 */
export function openSafetensors(path: string): Promise<Safetensors> {
  return naming(path, async () => {
    const file = await openRandomFile(path);
    try {
      const header = await readHeader(file);
      const { tensors } = weightsOf(file, header);
      return {
        ...header,
        bytes: file.bytes,
        readBytes: async (name) => {
          const { begin, end } = header.tensors.get(name) ?? absent(path, name);
          return naming(path, () => file.read(header.dataBegin + begin, end - begin));
        },
        readFloat32: async (name) => naming(path, () => (tensors.get(name) ?? absent(path, name)).read()),
        close: () => file.close(),
      };
    } catch (error) {
      await file.close();
      throw error;
    }
  });
}

function absent(path: string, name: string): never {
  throw new AppError("checkpoint_unreadable", `${path} has no tensor ${name} that can be read.`);
}

/** @throws FormatError */
export async function readSafetensors(file: RandomFile): Promise<WeightFile> {
  return weightsOf(file, await readHeader(file));
}

interface PlacedHeader extends SafetensorsHeader {
  /** The byte of the file where the data section begins. */
  readonly dataBegin: number;
}

async function readHeader(file: RandomFile): Promise<PlacedHeader> {
  if (file.bytes < 8) refuse(`it has ${file.bytes} bytes, fewer than the length of a header takes`);
  const headerBytes = (await file.read(0, 8)).readBigUInt64LE();
  if (headerBytes > BigInt(Math.min(longestHeader, file.bytes - 8))) {
    refuse(`its header claims ${headerBytes.toString()} bytes of a file of ${file.bytes}`);
  }
  const dataBegin = 8 + Number(headerBytes);
  const text = (await file.read(8, Number(headerBytes))).toString("utf8");
  return { ...parseHeader(text, file.bytes - dataBegin), dataBegin };
}

function weightsOf(file: RandomFile, { tensors: entries, metadata, dataBegin }: PlacedHeader): WeightFile {
  const tensors = new Map<string, ReadableTensor>();
  const refused: Refused[] = [];
  for (const [name, { dtype, shape, begin, end }] of entries) {
    if (!isReadable(dtype)) {
      refused.push({ name, reason: unreadableReason(dtype) });
      continue;
    }
    const range = { dtype, position: dataBegin + begin, count: elementsOf(shape) };
    const read = (conversions?: Conversions) => readFloats(file, range, conversions);
    tensors.set(name, { dtype, shape, bytes: end - begin, read });
  }
  return { format: "safetensors", tensors, refused, metadata };
}
