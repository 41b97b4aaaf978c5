import {
  type BackendTimingInfo,
  type BackendValues,
  type DataId,
  DataStorage,
  type DataType,
  engine,
  KernelBackend,
  type TensorInfo,
} from "@tensorflow/tfjs-core";
import { requireThat } from "~/core/errors";
import { FreeList } from "./freeList";
import type { KernelLibrary } from "../kernelLibrary";

type Values = Float32Array | Int32Array | Uint8Array;

interface Stored {
  values: Values;
  dtype: DataType;
  references: number;
  /** Whether this backend made the array itself, so that nobody else can hold it. */
  ours: boolean;
}

/**
 * tfjs tensors as plain typed arrays, which the C kernels read and write without a copy. An array given by the
 * caller is used as it is (a checkpoint is not copied), so that it must not be changed afterwards; what is read is
 * a copy.
 */
export class NativeTensors extends KernelBackend {
  private readonly storage = new DataStorage<Stored>(this, engine());
  private readonly free = new FreeList();
  private nextId = 0;

  constructor(readonly library: KernelLibrary) {
    super();
  }

  /** A new float32 tensor with undefined contents, for a kernel to fill. */
  output(shape: number[]): { info: TensorInfo; values: Float32Array } {
    const values = this.free.take(sizeOf(shape));
    return { info: { dataId: this.store(values, "float32", true), shape, dtype: "float32" }, values };
  }

  floats(info: TensorInfo): Float32Array {
    const { values } = this.storage.get(info.dataId);
    requireThat(values instanceof Float32Array, `a kernel needs float32 and was given ${info.dtype}`);
    return values;
  }

  ints(info: TensorInfo): Int32Array {
    const { values } = this.storage.get(info.dataId);
    requireThat(values instanceof Int32Array, `a kernel needs int32 and was given ${info.dtype}`);
    return values;
  }

  values(info: TensorInfo): Values {
    return this.storage.get(info.dataId).values;
  }

  /** The same values under another shape. */
  share(info: TensorInfo, shape: number[] = info.shape): TensorInfo {
    this.incRef(info.dataId);
    return { dataId: info.dataId, shape, dtype: info.dtype };
  }

  /** A tensor around an array that nobody else holds. */
  adopt(values: Values, shape: number[], dtype: DataType): TensorInfo {
    return { dataId: this.store(values, dtype, true), shape, dtype };
  }

  override write(values: BackendValues, _shape: number[], dtype: DataType): DataId {
    return this.store(asValues(values), dtype, false);
  }

  override move(
    dataId: DataId,
    values: BackendValues,
    _shape: number[],
    dtype: DataType,
    references: number,
  ) {
    this.storage.set(dataId, { values: asValues(values), dtype, references, ours: false });
  }

  override readSync(dataId: DataId): BackendValues {
    return this.storage.get(dataId).values.slice();
  }

  override read(dataId: DataId): Promise<BackendValues> {
    return Promise.resolve(this.readSync(dataId));
  }

  override refCount(dataId: DataId): number {
    return this.storage.has(dataId) ? this.storage.get(dataId).references : 0;
  }

  override incRef(dataId: DataId): void {
    this.storage.get(dataId).references++;
  }

  override disposeData(dataId: DataId, force = false): boolean {
    if (!this.storage.has(dataId)) return true;
    const stored = this.storage.get(dataId);
    stored.references--;
    if (stored.references > 0 && !force) return false;
    this.storage.delete(dataId);
    if (stored.ours && stored.values instanceof Float32Array) this.free.give(stored.values);
    return true;
  }

  override numDataIds(): number {
    return this.storage.numDataIds();
  }

  override memory() {
    return { unreliable: false };
  }

  override timerAvailable(): boolean {
    return true;
  }

  override time(work: () => void): Promise<BackendTimingInfo> {
    const started = performance.now();
    work();
    return Promise.resolve({ kernelMs: performance.now() - started });
  }

  override floatPrecision(): 32 {
    return 32;
  }

  override epsilon(): number {
    return 1e-7;
  }

  override dispose(): void {
    this.free.clear();
  }

  private store(values: Values, dtype: DataType, ours: boolean): DataId {
    const dataId: DataId = { id: this.nextId++ };
    this.storage.set(dataId, { values, dtype, references: 1, ours });
    return dataId;
  }
}

export function sizeOf(shape: number[]): number {
  return shape.reduce((product, length) => product * length, 1);
}

function asValues(values: BackendValues): Values {
  requireThat(
    values instanceof Float32Array || values instanceof Int32Array || values instanceof Uint8Array,
    "the native backend holds float32, int32 and bool tensors only",
  );
  return values;
}
