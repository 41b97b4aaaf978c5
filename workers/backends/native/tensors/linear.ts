import type { TensorInfo } from "@tensorflow/tfjs-core";
import type { NativeTensors } from "../nativeTensors";

type Inputs = Record<"x" | "weight", TensorInfo>;

export function linear(tensors: NativeTensors, { x, weight, bias }: Inputs & { bias: TensorInfo }) {
  const [rows, width, columns] = [x.shape[0]!, weight.shape[0]!, weight.shape[1]!];
  const y = tensors.output([rows, columns]);
  const [xs, weights, biases] = [tensors.floats(x), tensors.floats(weight), tensors.floats(bias)];
  tensors.library.linear(rows, width, columns, xs, weights, biases, y.values);
  return y.info;
}

export function linearGradient(tensors: NativeTensors, { x, weight, dy }: Inputs & { dy: TensorInfo }) {
  const [rows, width, columns] = [x.shape[0]!, weight.shape[0]!, weight.shape[1]!];
  const dx = tensors.output(x.shape);
  const dweight = tensors.output(weight.shape);
  const dbias = tensors.output([columns]);
  const [xs, weights, dys] = [tensors.floats(x), tensors.floats(weight), tensors.floats(dy)];
  const results = [dx.values, dweight.values, dbias.values] as const;
  tensors.library.linear_gradient(rows, width, columns, xs, weights, dys, ...results);
  return [dx.info, dweight.info, dbias.info];
}
