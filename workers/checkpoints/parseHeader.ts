import { z } from "zod";
import { type Dtype, bytesPerElement, elementsOf, isDtype } from "./dtypes";
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

const length = z.int().nonnegative();
const Entry = z.strictObject({
  dtype: z.string().refine(isDtype, { error: ({ input }) => `has no type ${quote(String(input))}` }),
  shape: z.array(length).max(16),
  data_offsets: z.tuple([length, length]),
});
const Metadata = z.record(z.string(), z.string());

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
  const checked = Metadata.safeParse(metadata);
  if (!checked.success) refuse("its __metadata__ does not map text to text");
  return { tensors, metadata: checked.data };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    return refuse("its header is no JSON", cause);
  }
}

function parseEntry(name: string, entry: unknown): TensorEntry {
  const result = Entry.safeParse(entry);
  if (!result.success) {
    const { path, message } = result.error.issues[0]!;
    refuse(`tensor ${quote(name)}: ${path.join(".")} ${message}`);
  }
  const {
    dtype,
    shape,
    data_offsets: [begin, end],
  } = result.data;
  const needed = elementsOf(shape) * bytesPerElement[dtype];
  if (end - begin !== needed) {
    refuse(
      `tensor ${quote(name)}: ${dtype} [${shape.join(", ")}] takes ${needed} bytes, its place has ${end - begin}`,
    );
  }
  return { dtype, shape, begin, end };
}

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
