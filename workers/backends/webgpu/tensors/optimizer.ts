import type { TensorInfo } from "@tensorflow/tfjs-core";
import type { AdamWAttributes } from "../../fusedKernels";
import { type GpuTensors, sizeOf } from "../gpuTensors";
import { groupsFor } from "../groupsFor";

export function adamWStep(
  tensors: GpuTensors,
  { param, grad, m, v }: Record<"param" | "grad" | "m" | "v", TensorInfo>,
  { lr, beta1, beta2, eps, weightDecay, gradScale, step }: AdamWAttributes,
) {
  const count = sizeOf(param.shape);
  tensors.gpu.dispatch({
    shader: "adamW",
    buffers: [grad, param, m, v].map((info) => tensors.floats(info)),
    uints: [count],
    floats: [
      ...[lr, beta1, beta2, eps, weightDecay, gradScale],
      ...[1 / (1 - beta1 ** step), 1 / (1 - beta2 ** step)],
    ],
    groups: groupsFor(count),
  });
  return tensors.share(param);
}

/** A workgroup adds up this many squares, or more where a tensor would have more than `mostPartials` of them. */
const squaresAtOnce = 2048;
const mostPartials = 1024;

export function sumOfSquares(tensors: GpuTensors, inputs: Record<string, TensorInfo>) {
  const { gpu } = tensors;
  const all = Object.values(inputs);
  const sum = tensors.output([]);
  const groups = all.map(({ shape }) => Math.min(mostPartials, Math.ceil(sizeOf(shape) / squaresAtOnce)));
  const count = groups.reduce((total, own) => total + own, 0);
  const partial = gpu.take(4 * count);
  let begin = 0;
  for (const [at, info] of all.entries()) {
    gpu.dispatch({
      shader: "sums",
      entry: "squares",
      buffers: [tensors.floats(info), partial],
      uints: [sizeOf(info.shape), begin, 0],
      floats: [1],
      groups: [groups[at]!],
    });
    begin += groups[at]!;
  }
  gpu.dispatch({
    shader: "sums",
    entry: "scaled",
    buffers: [partial, sum.buffer],
    uints: [count, 0, 0],
    floats: [1],
    groups: [1],
  });
  gpu.give(partial);
  return sum.info;
}
