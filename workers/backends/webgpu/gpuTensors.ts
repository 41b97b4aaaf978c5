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
import type { Gpu } from "./gpu";

interface Stored {
  buffer: GPUBuffer;
  dtype: DataType;
  bytes: number;
  references: number;
  /** What was written, kept for whole numbers: they are indices, which are looked at before a shader follows them. */
  host: Int32Array | null;
}

/** tfjs tensors in the memory of a GPU. Values come back by `await tensor.data()` only. */
export class GpuTensors extends KernelBackend {
  private readonly storage = new DataStorage<Stored>(this, engine());
  private nextId = 0;

  constructor(readonly gpu: Gpu) {
    super();
  }

  /** A new float32 tensor with undefined contents, for a shader to fill. */
  output(shape: number[]): { info: TensorInfo; buffer: GPUBuffer } {
    const bytes = 4 * sizeOf(shape);
    const buffer = this.gpu.take(bytes);
    const dataId = this.store({ buffer, dtype: "float32", bytes, references: 1, host: null });
    return { info: { dataId, shape, dtype: "float32" }, buffer };
  }

  floats(info: TensorInfo): GPUBuffer {
    requireThat(info.dtype === "float32", `a shader needs float32 and was given ${info.dtype}`);
    return this.storage.get(info.dataId).buffer;
  }

  /** Indices, on the device and here. @throws AppError invalid_argument when one is not below `bound` */
  indices(info: TensorInfo, bound: number, what: string): { buffer: GPUBuffer; values: Int32Array } {
    const { buffer, host } = this.storage.get(info.dataId);
    requireThat(host !== null, `${what} must be whole numbers that were given, not computed`);
    for (const index of host)
      requireThat(index >= 0 && index < bound, `${what} run from 0 to ${bound - 1}, and one is ${index}`);
    return { buffer, values: host };
  }

  /** The same values under another shape. */
  share(info: TensorInfo, shape: number[] = info.shape): TensorInfo {
    this.incRef(info.dataId);
    return { dataId: info.dataId, shape, dtype: info.dtype };
  }

  override write(values: BackendValues, _shape: number[], dtype: DataType): DataId {
    return this.store(this.upload(values, dtype));
  }

  override move(
    dataId: DataId,
    values: BackendValues,
    _shape: number[],
    dtype: DataType,
    references: number,
  ) {
    this.storage.set(dataId, { ...this.upload(values, dtype), references });
  }

  override async read(dataId: DataId): Promise<BackendValues> {
    const { buffer, bytes, host } = this.storage.get(dataId);
    return host?.slice() ?? new Float32Array(await this.gpu.read(buffer, bytes));
  }

  override readSync(): BackendValues {
    throw new Error("a GPU answers later: await tensor.data()");
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
    this.gpu.give(stored.buffer);
    return true;
  }

  override numDataIds(): number {
    return this.storage.numDataIds();
  }

  override memory() {
    return { unreliable: false };
  }

  override timerAvailable(): boolean {
    return false;
  }

  override time(): Promise<BackendTimingInfo> {
    return Promise.reject(new Error("kernels of a GPU are not timed one by one"));
  }

  override floatPrecision(): 32 {
    return 32;
  }

  override epsilon(): number {
    return 1e-7;
  }

  override dispose(): void {
    this.gpu.clear();
  }

  private upload(values: BackendValues, dtype: DataType): Stored {
    requireThat(
      values instanceof Float32Array || values instanceof Int32Array,
      "the webgpu backend holds float32 and int32 tensors only",
    );
    const host = values instanceof Int32Array ? values.slice() : null;
    return { buffer: this.gpu.upload(values), dtype, bytes: values.byteLength, references: 1, host };
  }

  private store(stored: Stored): DataId {
    const dataId: DataId = { id: this.nextId++ };
    this.storage.set(dataId, stored);
    return dataId;
  }
}

export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, length) => product * length, 1);
}
