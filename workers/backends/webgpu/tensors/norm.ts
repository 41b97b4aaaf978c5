import type { TensorInfo } from "@tensorflow/tfjs-core";
import type { GpuTensors } from "../gpuTensors";
import { partialRows, sumColumns } from "./sumColumns";

interface Norm {
  x: TensorInfo;
  gamma: TensorInfo;
  /** A LayerNorm's. */
  beta?: TensorInfo;
}

export function layerNorm(
  tensors: GpuTensors,
  inputs: Required<Norm>,
  { epsilon }: { epsilon: number },
): TensorInfo[] {
  return forward(tensors, inputs, epsilon);
}

export function rmsNorm(
  tensors: GpuTensors,
  inputs: Omit<Norm, "beta">,
  { epsilon }: { epsilon: number },
): TensorInfo[] {
  const [y, , inverse] = forward(tensors, inputs, epsilon);
  return [y!, inverse!];
}

type Kept = Record<"x" | "gamma" | "inverse" | "dy", TensorInfo>;

export function layerNormGradient(tensors: GpuTensors, inputs: Kept & { mean: TensorInfo }): TensorInfo[] {
  return backward(tensors, inputs);
}

export function rmsNormGradient(tensors: GpuTensors, inputs: Kept): TensorInfo[] {
  return backward(tensors, inputs);
}

/** y, mean and inverse; of an RMS norm the mean is not written. */
function forward(tensors: GpuTensors, { x, gamma, beta }: Norm, epsilon: number): TensorInfo[] {
  const { gpu } = tensors;
  const [rows, width] = [x.shape[0]!, x.shape[1]!];
  const [y, inverse] = [tensors.output(x.shape), tensors.output([rows])];
  const mean = beta && tensors.output([rows]);
  // A shader is given all its buffers, also those that it will not touch.
  const unused = gpu.take(4);
  gpu.dispatch({
    shader: "norm",
    entry: "forward",
    constants: { centred: Number(beta !== undefined) },
    buffers: [
      ...[x, gamma, beta ?? gamma].map((info) => tensors.floats(info)),
      ...[null, mean?.buffer ?? unused, inverse.buffer, y.buffer],
    ],
    uints: [rows, width, 0],
    floats: [epsilon],
    groups: [Math.min(rows, 65_535)],
  });
  gpu.give(unused);
  return [y.info, mean?.info ?? inverse.info, inverse.info];
}

function backward(
  tensors: GpuTensors,
  { x, gamma, mean, inverse, dy }: Kept & { mean?: TensorInfo },
): TensorInfo[] {
  const { gpu } = tensors;
  const [rows, width] = [x.shape[0]!, x.shape[1]!];
  const dx = tensors.output(x.shape);
  const parameters = (mean ? [0, 1] : [0]).map(() => tensors.output([width]));
  const { count, rowsAtOnce } = partialRows(rows);
  const unused = gpu.take(4);
  const [xs, gammas, inverses, dys] = [x, gamma, inverse, dy].map((info) => tensors.floats(info));
  const call = {
    shader: "norm",
    constants: { centred: Number(mean !== undefined) },
    uints: [rows, width, rowsAtOnce],
    floats: [0],
  };
  const means = mean ? tensors.floats(mean) : unused;
  gpu.dispatch({
    ...call,
    entry: "backward",
    buffers: [xs!, gammas!, null, dys!, means, inverses!, dx.buffer],
    groups: [Math.min(rows, 65_535)],
  });

  const partial = [gpu.take(4 * count * width), gpu.take(4 * count * width)];
  gpu.dispatch({
    ...call,
    entry: "parameters",
    buffers: [xs!, null, null, dys!, means, inverses!, null, ...partial],
    groups: [Math.ceil(width / 64), count],
  });
  for (const [at, out] of parameters.entries()) sumColumns(gpu, partial[at]!, out.buffer, [count, width]);
  for (const buffer of [...partial, unused]) gpu.give(buffer);
  return [dx.info, ...parameters.map(({ info }) => info)];
}
