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
