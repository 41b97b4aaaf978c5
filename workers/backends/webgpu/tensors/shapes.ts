import { type DataType, type TensorInfo, util } from "@tensorflow/tfjs-core";
import { requireThat } from "~/core/errors";
import { type GpuTensors, sizeOf } from "../gpuTensors";
import { groupsFor } from "../groupsFor";

export function identity(tensors: GpuTensors, { x }: { x: TensorInfo }): TensorInfo {
  return tensors.share(x);
}

export function reshape(tensors: GpuTensors, { x }: { x: TensorInfo }, { shape }: { shape: number[] }) {
  return tensors.share(x, util.inferFromImplicitShape(shape, sizeOf(x.shape)));
}

export function cast(tensors: GpuTensors, { x }: { x: TensorInfo }, { dtype }: { dtype: DataType }) {
  requireThat(dtype === x.dtype, `the webgpu backend does not cast ${x.dtype} to ${dtype}`);
  return tensors.share(x);
}

/** A block of the rows and columns of a matrix. */
export function slice(
  tensors: GpuTensors,
  { x }: { x: TensorInfo },
  { begin: [top, left], size }: { begin: [number, number]; size: [number, number] },
): TensorInfo {
  const out = tensors.output(size);
  const [rows, columns] = size;
  tensors.gpu.dispatch({
    shader: "copy",
    constants: { bounded: 0 },
    buffers: [tensors.floats(x), out.buffer],
    uints: [rows * columns, columns, x.shape[1]!, top * x.shape[1]! + left],
    floats: [0, 0],
    groups: groupsFor(rows * columns),
  });
  return out.info;
}

export function clipByValue(
  tensors: GpuTensors,
  { x }: { x: TensorInfo },
  { clipValueMin, clipValueMax }: { clipValueMin: number; clipValueMax: number },
): TensorInfo {
  const out = tensors.output(x.shape);
  const count = sizeOf(x.shape);
  tensors.gpu.dispatch({
    shader: "copy",
    constants: { bounded: 1 },
    buffers: [tensors.floats(x), out.buffer],
    uints: [count, count, count, 0],
    floats: [clipValueMin, clipValueMax],
    groups: groupsFor(count),
  });
  return out.info;
}

export function zerosLike(tensors: GpuTensors, { x }: { x: TensorInfo }): TensorInfo {
  requireThat(x.dtype === "float32", `the webgpu backend makes no zeros of ${x.dtype}`);
  const out = tensors.output(x.shape);
  const count = sizeOf(x.shape);
  tensors.gpu.dispatch({
    shader: "fill",
    buffers: [out.buffer],
    uints: [count],
    floats: [0],
    groups: groupsFor(count),
  });
  return out.info;
}
