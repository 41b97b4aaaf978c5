import type { TensorInfo } from "@tensorflow/tfjs-core";
import type { GpuTensors } from "../gpuTensors";
import { multiply } from "./multiply";
import { sumColumns } from "./sumColumns";

type Inputs = Record<"x" | "weight", TensorInfo>;

export function linear(tensors: GpuTensors, { x, weight, bias }: Inputs & { bias: TensorInfo }) {
  const [rows, terms, columns] = [x.shape[0]!, weight.shape[0]!, weight.shape[1]!];
  const y = tensors.output([rows, columns]);
  multiply(
    tensors.gpu,
    {
      a: { buffer: tensors.floats(x), stride: terms },
      b: { buffer: tensors.floats(weight), stride: columns },
      out: { buffer: y.buffer, stride: columns },
    },
    { rows, columns, terms, bias: tensors.floats(bias) },
  );
  return y.info;
}

export function linearGradient(tensors: GpuTensors, { x, weight, dy }: Inputs & { dy: TensorInfo }) {
  const [rows, width, columns] = [x.shape[0]!, weight.shape[0]!, weight.shape[1]!];
  const [dx, dweight, dbias] = [x.shape, weight.shape, [columns]].map((shape) => tensors.output(shape));
  const output = { buffer: tensors.floats(dy), stride: columns };
  multiply(
    tensors.gpu,
    {
      a: output,
      b: { buffer: tensors.floats(weight), stride: columns, transposed: true },
      out: { buffer: dx!.buffer, stride: width },
    },
    { rows, columns: width, terms: columns },
  );
  multiply(
    tensors.gpu,
    {
      a: { buffer: tensors.floats(x), stride: width, transposed: true },
      b: output,
      out: { buffer: dweight!.buffer, stride: columns },
    },
    { rows: width, columns, terms: rows },
  );
  sumColumns(tensors.gpu, output.buffer, dbias!.buffer, [rows, columns]);
  return [dx!.info, dweight!.info, dbias!.info];
}
