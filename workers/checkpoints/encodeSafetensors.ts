import { requireThat } from "~/core/errors";
import { type Dtype, bytesPerElement, elementsOf } from "./dtypes";

export interface TensorToStore {
  readonly dtype: Dtype;
  readonly shape: readonly number[];
  /** Little-endian, row-major. */
  readonly data: ArrayBufferView;
}

/**
 * The bytes of a safetensors file, in pieces: the header, then each tensor as it lies in memory, the wide types first
 * so that every tensor is aligned.
 */
export function encodeSafetensors(
  tensors: ReadonlyMap<string, TensorToStore>,
  metadata: Readonly<Record<string, string>> = {},
): Uint8Array[] {
  const ordered = [...tensors].sort(
    ([a, { dtype: x }], [b, { dtype: y }]) => bytesPerElement[y] - bytesPerElement[x] || (a < b ? -1 : 1),
  );
  let end = 0;
  const entries = ordered.map(([name, { dtype, shape, data }]) => {
    const needed = elementsOf(shape) * bytesPerElement[dtype];
    requireThat(
      data.byteLength === needed,
      `${name} [${shape.join(", ")}] takes ${needed} bytes, not ${data.byteLength}`,
    );
    const begin = end;
    end += needed;
    return [name, { dtype, shape, data_offsets: [begin, end] }] as const;
  });
  const json = Buffer.from(JSON.stringify({ __metadata__: metadata, ...Object.fromEntries(entries) }));
  const header = Buffer.alloc(8 + 8 * Math.ceil(json.length / 8), " ");
  header.writeBigUInt64LE(BigInt(header.length - 8));
  json.copy(header, 8);
  return [
    header,
    ...ordered.map(([, { data }]) => new Uint8Array(data.buffer, data.byteOffset, data.byteLength)),
  ];
}
