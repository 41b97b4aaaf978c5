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

export function zerosLike(tensors: NativeTensors, { x }: { x: TensorInfo }): TensorInfo {
  const length = sizeOf(x.shape);
  const zeros = x.dtype === "int32" ? new Int32Array(length) : new Float32Array(length);
  return tensors.adopt(zeros, x.shape, x.dtype);
}
