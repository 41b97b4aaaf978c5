import { type DataType, type TensorInfo, util } from "@tensorflow/tfjs-core";
import { requireThat } from "~/core/errors";
import { type NativeTensors, sizeOf } from "../nativeTensors";

export function identity(tensors: NativeTensors, { x }: { x: TensorInfo }): TensorInfo {
  return tensors.share(x);
}

export function reshape(tensors: NativeTensors, { x }: { x: TensorInfo }, { shape }: { shape: number[] }) {
  return tensors.share(x, util.inferFromImplicitShape(shape, sizeOf(x.shape)));
}

export function cast(tensors: NativeTensors, { x }: { x: TensorInfo }, { dtype }: { dtype: DataType }) {
  if (dtype === x.dtype) return tensors.share(x);
  requireThat(dtype === "float32" || dtype === "int32", `the native backend does not cast to ${dtype}`);
  const values = tensors.values(x);
  const converted = dtype === "float32" ? Float32Array.from(values) : Int32Array.from(values);
  return tensors.adopt(converted, x.shape, dtype);
}

/** A block of the rows and columns of a matrix. */
export function slice(
  tensors: NativeTensors,
  { x }: { x: TensorInfo },
  { begin: [top, left], size: [rows, columns] }: { begin: [number, number]; size: [number, number] },
): TensorInfo {
  const out = tensors.output([rows, columns]);
  const values = tensors.floats(x);
  for (let row = 0; row < rows; row++) {
    const from = (top + row) * x.shape[1]! + left;
    out.values.set(values.subarray(from, from + columns), row * columns);
  }
  return out.info;
}

export function clipByValue(
  tensors: NativeTensors,
  { x }: { x: TensorInfo },
  { clipValueMin, clipValueMax }: { clipValueMin: number; clipValueMax: number },
): TensorInfo {
  const out = tensors.output(x.shape);
  tensors.floats(x).forEach((value, at) => {
    out.values[at] = Math.min(clipValueMax, Math.max(clipValueMin, value));
  });
  return out.info;
}

export function zerosLike(tensors: NativeTensors, { x }: { x: TensorInfo }): TensorInfo {
  const length = sizeOf(x.shape);
  const zeros = x.dtype === "int32" ? new Int32Array(length) : new Float32Array(length);
  return tensors.adopt(zeros, x.shape, x.dtype);
}
