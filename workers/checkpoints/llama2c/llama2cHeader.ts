import { refuse } from "../files/formatError";

/** What a llama2.c file says of its model. */
export interface Llama2cHeader {
  readonly version: 0 | 1;
  readonly width: number;
  readonly mlpWidth: number;
  readonly layers: number;
  readonly heads: number;
  readonly keyValueHeads: number;
  readonly vocabulary: number;
  readonly context: number;
  readonly tied: boolean;
}

const magic = 0x616b3432; // "ak42"
const fields = 7;

export const headerBytes = { 0: 4 * fields, 1: 256 } as const;

/**
 * Versions 0, which has no magic number, and 1 of the header; null for another kind of file.
 *
 * @param start the first 256 bytes
 * @throws FormatError for version 2, whose weights are quantised
 */
export function parseLlama2cHeader(start: Buffer): Llama2cHeader | null {
  if (start.length < headerBytes[0]) return null;
  if (start.readUInt32LE(0) !== magic) return plausible(headerOf(start, 0, start.readInt32LE(20) > 0));
  const version = start.readInt32LE(4);
  if (version !== 1) {
    refuse(`its llama2.c version is ${version}, read are 0 and 1${version === 2 ? ": 2 is quantised" : ""}`);
  }
  if (start.length < headerBytes[1]) refuse("its llama2.c header was cut off");
  return plausible(headerOf(start.subarray(8), 1, start[8 + 4 * fields] === 1));
}

/** In version 0 a negative vocabulary says that the head has weights of its own. */
function headerOf(bytes: Buffer, version: 0 | 1, tied: boolean): Llama2cHeader {
  const [width, mlpWidth, layers, heads, keyValueHeads, vocabulary, context] = Array.from(
    { length: fields },
    (_, field) => bytes.readInt32LE(4 * field),
  ) as [number, number, number, number, number, number, number];
  return {
    ...{ version, width, mlpWidth, layers, heads, keyValueHeads, tied, context },
    vocabulary: version === 0 ? Math.abs(vocabulary) : vocabulary,
  };
}

const mostLayers = 4096;

function plausible(header: Llama2cHeader): Llama2cHeader | null {
  const { width, heads, keyValueHeads, layers } = header;
  const sizes = [header.mlpWidth, header.vocabulary, header.context, width, heads, keyValueHeads, layers];
  const fits =
    sizes.every((size) => size >= 1 && size <= 2 ** 26) &&
    layers <= mostLayers &&
    width % (2 * heads) === 0 &&
    heads % keyValueHeads === 0;
  return fits ? header : null;
}
