/** Pieces of a pickle: operations by their letters, and what follows them. Protocol 2. */
export const op = {
  text: (value: string) => {
    const bytes = Buffer.from(value);
    const length = Buffer.alloc(4);
    length.writeUInt32LE(bytes.length);
    return Buffer.concat([Buffer.from("X"), length, bytes]);
  },
  int: (value: number) => {
    const bytes = Buffer.alloc(5);
    bytes.write("J");
    bytes.writeInt32LE(value, 1);
    return bytes;
  },
  /** Up to 8 bytes. */
  long: (value: bigint) => {
    const bytes = Buffer.alloc(10);
    bytes.set([0x8a, 8]);
    bytes.writeBigInt64LE(value, 2);
    return bytes;
  },
  global: (module: string, name: string) => Buffer.from(`c${module}\n${name}\n`),
  raw: (letters: string) => Buffer.from(letters, "latin1"),
};

export const pickleOf = (...pieces: Buffer[]) =>
  Buffer.concat([Buffer.from([0x80, 2]), ...pieces, Buffer.from(".")]);

export interface PickledTensor {
  readonly key: string;
  readonly offset: number;
  readonly shape: readonly number[];
  readonly strides: readonly number[];
  /** Of the storage. */
  readonly elements: number;
  readonly storage?: string;
}

const tuple = (...items: Buffer[]) => Buffer.concat([op.raw("("), ...items, op.raw("t")]);
const lengths = (values: readonly number[]) => tuple(...values.map((value) => op.long(BigInt(value))));

/** torch._utils._rebuild_tensor_v2(storage, offset, shape, strides, False, OrderedDict()) */
export const pickledTensor = ({
  key,
  offset,
  shape,
  strides,
  elements,
  storage = "FloatStorage",
}: PickledTensor) =>
  Buffer.concat([
    op.global("torch._utils", "_rebuild_tensor_v2"),
    tuple(
      tuple(
        op.text("storage"),
        op.global("torch", storage),
        op.text(key),
        op.text("cpu"),
        op.long(BigInt(elements)),
      ),
      op.raw("Q"),
      op.long(BigInt(offset)),
      lengths(shape),
      lengths(strides),
      Buffer.concat([op.raw("\x89"), op.global("collections", "OrderedDict"), op.raw(")R")]),
    ),
    op.raw("R"),
  ]);

export const pickledDict = (entries: Readonly<Record<string, Buffer>>) =>
  Buffer.concat([
    op.raw("}("),
    ...Object.entries(entries).flatMap(([key, value]) => [op.text(key), value]),
    op.raw("u"),
  ]);
