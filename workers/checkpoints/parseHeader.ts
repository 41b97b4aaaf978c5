import { type Dtype, bytesPerElement, elementsOf, isDtype } from "./dtypes";
import { isTextMap } from "./files/isTextMap";
import { quote, refuse } from "./files/formatError";

export interface TensorEntry {
  readonly dtype: Dtype;
  readonly shape: readonly number[];
  /** Bytes from the start of the data section, end exclusive. */
  readonly begin: number;
  readonly end: number;
}

export interface SafetensorsHeader {
  readonly tensors: ReadonlyMap<string, TensorEntry>;
  readonly metadata: Readonly<Record<string, string>>;
}

/**
 * The header of a safetensors file. Nothing in it is trusted: the tensors must fill the data section without a gap
 * or an overlap, each with as many bytes as its shape and type need.
 *
 * @param text the JSON between the length and the data
 * @param dataBytes the length of what follows
 * @throws FormatError
 */
export function parseHeader(text: string, dataBytes: number): SafetensorsHeader {
  const header = parseJson(text);
  if (typeof header !== "object" || header === null || Array.isArray(header))
    refuse("its header is no object");
  const { __metadata__: metadata = {}, ...entries } = header as Record<string, unknown>;
  const tensors = new Map(Object.entries(entries).map(([name, entry]) => [name, parseEntry(name, entry)]));
  requireTiling(tensors, dataBytes);
  if (!isTextMap(metadata)) refuse("its __metadata__ does not map text to text");
  return { tensors, metadata };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    return refuse("its header is no JSON", cause);
  }
}

/** Checked by hand: a list of the mistakes in a hostile header would be longer than the header. */
function parseEntry(name: string, entry: unknown): TensorEntry {
  const wrong = (reason: string) => refuse(`tensor ${quote(name)}: ${reason}`);
  if (typeof entry !== "object" || entry === null) return wrong("it is no object");
  const { dtype, shape, data_offsets: place, ...rest } = entry as Record<string, unknown>;
  if (typeof dtype !== "string" || !isDtype(dtype)) return wrong(`has no type ${quote(String(dtype))}`);
  if (!isCounts(shape, mostDimensions)) {
    return wrong(`shape is no list of at most ${mostDimensions} whole numbers`);
  }
  if (!isCounts(place, 2) || place.length !== 2) return wrong("data_offsets is no pair of whole numbers");
  const [unknown] = Object.keys(rest);
  if (unknown !== undefined) return wrong(`has an unknown ${quote(unknown)}`);

  const [begin, end] = place as [number, number];
  const needed = elementsOf(shape) * bytesPerElement[dtype];
  if (end - begin !== needed) {
    wrong(`${dtype} [${shape.join(", ")}] takes ${needed} bytes, its place has ${end - begin}`);
  }
  return { dtype, shape, begin, end };
}

const mostDimensions = 16;

const isCounts = (value: unknown, most: number): value is number[] =>
  Array.isArray(value) &&
  value.length <= most &&
  value.every((count) => Number.isSafeInteger(count) && count >= 0);

function requireTiling(tensors: ReadonlyMap<string, TensorEntry>, dataBytes: number): void {
  let next = 0;
  for (const [name, { begin, end }] of [...tensors].sort(
    ([, a], [, b]) => a.begin - b.begin || a.end - b.end,
  )) {
    if (begin !== next) {
      refuse(
        `tensor ${quote(name)} begins at byte ${begin}, ${begin < next ? "inside the one before" : "after a gap"} (expected ${next})`,
      );
    }
    next = end;
  }
  if (next !== dataBytes)
    refuse(`its tensors end at byte ${next}, its data at ${dataBytes}: it may have been cut off`);
}
