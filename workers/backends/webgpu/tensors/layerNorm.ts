import type { TensorInfo } from "@tensorflow/tfjs-core";
import type { GpuTensors } from "../gpuTensors";
import { partialRows, sumColumns } from "./sumColumns";

const constants = { centred: 1 };

export function layerNorm(
  tensors: GpuTensors,
  { x, gamma, beta }: Record<"x" | "gamma" | "beta", TensorInfo>,
  { epsilon }: { epsilon: number },
) {
  const [rows, width] = [x.shape[0]!, x.shape[1]!];
  const [y, mean, inverse] = [x.shape, [rows], [rows]].map((shape) => tensors.output(shape));
  const inputs = [x, gamma, beta].map((input) => tensors.floats(input));
  tensors.gpu.dispatch({
    shader: "norm",
    entry: "forward",
    constants,
    buffers: [...inputs, null, mean!.buffer, inverse!.buffer, y!.buffer],
    uints: [rows, width, 0],
    floats: [epsilon],
    groups: [Math.min(rows, 65_535)],
  });
  return [y!.info, mean!.info, inverse!.info];
}

export function layerNormGradient(
  tensors: GpuTensors,
  { x, gamma, mean, inverse, dy }: Record<"x" | "gamma" | "mean" | "inverse" | "dy", TensorInfo>,
) {
  const { gpu } = tensors;
  const [rows, width] = [x.shape[0]!, x.shape[1]!];
  const [dx, dgamma, dbeta] = [x.shape, [width], [width]].map((shape) => tensors.output(shape));
  const kept = [mean, inverse].map((input) => tensors.floats(input));
  const { count, rowsAtOnce } = partialRows(rows);
  const call = { shader: "norm", constants, uints: [rows, width, rowsAtOnce], floats: [0] };
  gpu.dispatch({
    ...call,
    entry: "backward",
    buffers: [tensors.floats(x), tensors.floats(gamma), null, tensors.floats(dy), ...kept, dx!.buffer],
    groups: [Math.min(rows, 65_535)],
  });

  const partial = [gpu.take(4 * count * width), gpu.take(4 * count * width)];
  gpu.dispatch({
    ...call,
    entry: "parameters",
    buffers: [tensors.floats(x), null, null, tensors.floats(dy), ...kept, null, ...partial],
    groups: [Math.ceil(width / 64), count],
  });
  for (const [at, out] of [dgamma!, dbeta!].entries()) {
    sumColumns(gpu, partial[at]!, out.buffer, [count, width]);
    gpu.give(partial[at]!);
  }
  return [dx!.info, dgamma!.info, dbeta!.info];
}
