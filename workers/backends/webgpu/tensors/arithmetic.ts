import { backend_util, type TensorInfo } from "@tensorflow/tfjs-core";
import { requireThat } from "~/core/errors";
import { type GpuTensors, sizeOf } from "../gpuTensors";
import { groupsFor } from "../groupsFor";

type Pair = Record<"a" | "b", TensorInfo>;

const operations = { add: 0, subtract: 1, multiply: 2, divide: 3 };

/** Entry by entry; shapes are aligned at their last axis, and one of length 1 repeats. */
export function arithmetic(operation: keyof typeof operations) {
  return (tensors: GpuTensors, { a, b }: Pair): TensorInfo => {
    const shape = backend_util.assertAndGetBroadcastShape(a.shape, b.shape);
    requireThat(shape.length <= 4, `the webgpu backend repeats up to four axes, not ${shape.length}`);
    const out = tensors.output(shape);
    const lengths = [1, 1, 1, 1, ...shape].slice(-4);
    const count = sizeOf(shape);
    tensors.gpu.dispatch({
      shader: "binary",
      constants: { operation: operations[operation] },
      buffers: [tensors.floats(a), tensors.floats(b), out.buffer],
      uints: [count, ...lengths.slice(1), ...strides(a.shape), ...strides(b.shape)],
      groups: groupsFor(count),
    });
    return out.info;
  };
}

/** How far one step along each of four axes goes: 0 along one that repeats. */
function strides(shape: number[]): number[] {
  const result = [0, 0, 0, 0];
  for (let axis = shape.length - 1, stride = 1; axis >= 0; axis--) {
    if (shape[axis] !== 1) result[4 - shape.length + axis] = stride;
    stride *= shape[axis]!;
  }
  return result;
}
