import type { TensorInfo } from "@tensorflow/tfjs-core";
import type { RotaryAttributes } from "../../fusedKernels";
import { type GpuTensors, sizeOf } from "../gpuTensors";
import { groupsFor } from "../groupsFor";

export function rotary(
  tensors: GpuTensors,
  { x, cosines, sines }: Record<"x" | "cosines" | "sines", TensorInfo>,
  { context, heads, layout, backwards }: RotaryAttributes,
) {
  const y = tensors.output(x.shape);
  const count = sizeOf(x.shape);
  tensors.gpu.dispatch({
    shader: "rotary",
    constants: { interleaved: Number(layout === "interleaved") },
    buffers: [...[x, cosines, sines].map((info) => tensors.floats(info)), y.buffer],
    uints: [count, context, heads, x.shape[1]! / heads, cosines.shape[1]!],
    floats: [backwards ? -1 : 1],
    groups: groupsFor(count),
  });
  return y.info;
}
