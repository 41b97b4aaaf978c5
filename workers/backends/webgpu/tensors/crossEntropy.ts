import type { TensorInfo } from "@tensorflow/tfjs-core";
import type { GpuTensors } from "../gpuTensors";
import { multiply } from "./multiply";
import { sumColumns } from "./sumColumns";

/** What the logits may take; rows are done in blocks of as many as fit. */
const logitBytes = 64 * 2 ** 20;

type Inputs = Record<"x" | "unembedding" | "targets", TensorInfo> & { bias?: TensorInfo };

interface Attributes {
  softCap: number;
}

export function crossEntropy(tensors: GpuTensors, inputs: Inputs, attributes: Attributes) {
  const rows = inputs.x.shape[0]!;
  const [loss, dx, dunembedding] = [[], inputs.x.shape, inputs.unembedding.shape].map((shape) =>
    tensors.output(shape),
  );
  const dbias = inputs.bias && tensors.output(inputs.bias.shape);
  const losses = tensors.gpu.take(4 * rows);
  const gradients = { dx: dx!.buffer, dunembedding: dunembedding!.buffer, dbias: dbias?.buffer };
  forBlocks(tensors, inputs, { ...attributes, losses, gradients });
  tensors.gpu.dispatch({
    shader: "sums",
    entry: "scaled",
    buffers: [losses, loss!.buffer],
    uints: [rows, 0, 0],
    floats: [1 / rows],
    groups: [1],
  });
  tensors.gpu.give(losses);
  return [loss!, dx!, dunembedding!, ...(dbias ? [dbias] : [])].map(({ info }) => info);
}

export function tokenLosses(tensors: GpuTensors, inputs: Inputs, attributes: Attributes) {
  const losses = tensors.output([inputs.x.shape[0]!]);
  forBlocks(tensors, inputs, { ...attributes, losses: losses.buffer });
  return losses.info;
}

interface Results extends Attributes {
  losses: GPUBuffer;
  gradients?: { dx: GPUBuffer; dunembedding: GPUBuffer; dbias: GPUBuffer | undefined };
}

/** With e = (softmax − onehot)/N in place of the logits: dx = e·unembedding, dunembedding = eᵀ·x, dbias the sum of its rows. */
function forBlocks(tensors: GpuTensors, inputs: Inputs, { losses, gradients, softCap }: Results): void {
  const { gpu } = tensors;
  const [N, width] = [inputs.x.shape[0]!, inputs.x.shape[1]!];
  const V = inputs.unembedding.shape[0]!;
  const targets = tensors.indices(inputs.targets, V, "targets").buffer;
  const bias = inputs.bias && { bias: tensors.floats(inputs.bias) };
  const x = { buffer: tensors.floats(inputs.x), stride: width };
  const unembedding = { buffer: tensors.floats(inputs.unembedding), stride: width };
  const most = Math.max(1, Math.min(N, Math.floor(logitBytes / 4 / V)));
  const logits = { buffer: gpu.take(4 * most * V), stride: V };

  for (let begin = 0; begin < N; begin += most) {
    const rows = Math.min(most, N - begin);
    const block = { ...x, begin: begin * width };
    const factors = { a: block, b: { ...unembedding, transposed: true }, out: logits };
    multiply(gpu, factors, { rows, columns: V, terms: width, ...bias });
    gpu.dispatch({
      shader: "softmaxLoss",
      constants: { gradient: Number(gradients !== undefined) },
      buffers: [logits.buffer, targets, losses],
      uints: [rows, V, begin],
      floats: [softCap, 1 / N],
      groups: [Math.min(rows, 65_535)],
    });
    if (gradients === undefined) continue;
    const { dx, dunembedding, dbias } = gradients;
    const rowGradient = { buffer: dx, stride: width, begin: begin * width };
    multiply(gpu, { a: logits, b: unembedding, out: rowGradient }, { rows, columns: width, terms: V });
    multiply(
      gpu,
      { a: { ...logits, transposed: true }, b: block, out: { buffer: dunembedding, stride: width } },
      { rows: V, columns: width, terms: rows, accumulate: begin > 0 },
    );
    if (dbias) sumColumns(gpu, logits.buffer, dbias, [rows, V], begin > 0);
  }
  gpu.give(logits.buffer);
}
