import type { TensorInfo } from "@tensorflow/tfjs-core";
import type { GpuTensors } from "../gpuTensors";
import { multiply } from "./multiply";
import { sumColumns } from "./sumColumns";

type Inputs = Record<"x" | "weight", TensorInfo>;

export function linear(
  tensors: GpuTensors,
  { x, weight, bias }: Inputs & { bias?: TensorInfo },
  { transposed }: { transposed: boolean },
) {
  const [rows, terms, columns] = [x.shape[0]!, x.shape[1]!, weight.shape[transposed ? 0 : 1]!];
  const y = tensors.output([rows, columns]);
  multiply(
    tensors.gpu,
    {
      a: { buffer: tensors.floats(x), stride: terms },
      b: { buffer: tensors.floats(weight), stride: weight.shape[1]!, transposed },
      out: { buffer: y.buffer, stride: columns },
    },
    { rows, columns, terms, ...(bias && { bias: tensors.floats(bias) }) },
  );
  return y.info;
}

/** dx = dy · op(weight)ᵀ; dweight = xᵀ · dy, or dyᵀ · x for a weight that is stored transposed. */
export function linearGradient(
  tensors: GpuTensors,
  { x, weight, dy }: Inputs & { dy: TensorInfo },
  { transposed, biased }: { transposed: boolean; biased: boolean },
) {
  const [rows, width, columns] = [x.shape[0]!, x.shape[1]!, dy.shape[1]!];
  const [dx, dweight] = [tensors.output(x.shape), tensors.output(weight.shape)];
  const input = { buffer: tensors.floats(x), stride: width };
  const output = { buffer: tensors.floats(dy), stride: columns };
  multiply(
    tensors.gpu,
    {
      a: output,
      b: { buffer: tensors.floats(weight), stride: weight.shape[1]!, transposed: !transposed },
      out: { buffer: dx.buffer, stride: width },
    },
    { rows, columns: width, terms: columns },
  );
  const [left, right] = transposed ? [output, input] : [input, output];
  multiply(
    tensors.gpu,
    { a: { ...left, transposed: true }, b: right, out: { buffer: dweight.buffer, stride: right.stride } },
    { rows: left.stride, columns: right.stride, terms: rows },
  );
  if (!biased) return [dx.info, dweight.info];
  const dbias = tensors.output([columns]);
  sumColumns(tensors.gpu, output.buffer, dbias.buffer, [rows, columns]);
  return [dx.info, dweight.info, dbias.info];
}
