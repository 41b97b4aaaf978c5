import type { TensorInfo } from "@tensorflow/tfjs-core";
import type { NativeTensors } from "../nativeTensors";
import { requireIndices } from "./requireIndices";

type Inputs = Record<"x" | "unembedding" | "targets", TensorInfo> & { bias?: TensorInfo };

interface Attributes {
  softCap: number;
}

export function crossEntropy(tensors: NativeTensors, inputs: Inputs, attributes: Attributes) {
  const { x, unembedding, bias } = inputs;
  const losses = new Float32Array(x.shape[0]!);
  const dx = tensors.output(x.shape);
  const dunembedding = tensors.output(unembedding.shape);
  const dbias = bias === undefined ? null : tensors.output(bias.shape);
  const results = [losses, dx.values, dunembedding.values, dbias?.values ?? null] as const;
  tensors.library.cross_entropy(...prediction(tensors, inputs, attributes), ...results);
  const loss = losses.reduce((sum, value) => sum + value, 0) / losses.length;
  const gradients = [dx, dunembedding, ...(dbias === null ? [] : [dbias])];
  return [tensors.adopt(Float32Array.of(loss), [], "float32"), ...gradients.map(({ info }) => info)];
}

export function tokenLosses(tensors: NativeTensors, inputs: Inputs, attributes: Attributes) {
  const losses = tensors.output([inputs.x.shape[0]!]);
  tensors.library.token_losses(...prediction(tensors, inputs, attributes), losses.values);
  return losses.info;
}

/** What both kernels are told first. */
function prediction(
  tensors: NativeTensors,
  { x, unembedding, bias, targets }: Inputs,
  { softCap }: Attributes,
) {
  const [rows, width, vocabulary] = [x.shape[0]!, x.shape[1]!, unembedding.shape[0]!];
  const targetIds = tensors.ints(targets);
  requireIndices(targetIds, vocabulary, "targets");
  return [
    ...([rows, width, vocabulary, tensors.floats(x), tensors.floats(unembedding)] as const),
    ...([bias === undefined ? null : tensors.floats(bias), softCap, targetIds] as const),
  ] as const;
}
