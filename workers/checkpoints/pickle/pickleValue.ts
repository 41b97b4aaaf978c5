/**
 * What a pickle can hold here. Tuples, lists and sets are arrays. An object of a class that is not known is `Unknown`:
 * its content is kept as data, nothing of it runs.
 */
export type PickleValue =
  | null
  | boolean
  | number
  | bigint
  | string
  | Uint8Array
  | PickleValue[]
  | PickleDict
  | PickleClass
  | Unknown
  | Storage
  | TensorView;

/** In the order in which the entries were set; of equal keys the last one counts. */
export class PickleDict {
  readonly entries: [key: PickleValue, value: PickleValue][] = [];
}

/** A class or function, by the name under which Python would import it. */
export class PickleClass {
  constructor(readonly name: string) {}
}

export class Unknown {
  /** What was set on it; the states it was given follow. */
  readonly content: PickleDict[] = [new PickleDict()];
  constructor(readonly className: string) {}
}

/** A stretch of memory that tensors look at. */
export class Storage {
  constructor(
    /** Of its elements; null when each tensor says it for itself. */
    readonly className: string,
    /** The name of its data in the archive. */
    readonly key: string,
    readonly elements: number,
  ) {}
}

/** Element [i, j, …] of the tensor is element offset + i·strides[0] + j·strides[1] + … of the storage. */
export class TensorView {
  constructor(
    readonly storage: Storage,
    readonly offset: number,
    readonly shape: readonly number[],
    readonly strides: readonly number[],
    /** null: that of the storage. */
    readonly dtypeName: string | null,
  ) {}
}
