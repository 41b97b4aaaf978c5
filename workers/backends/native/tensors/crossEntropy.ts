import type { TensorInfo } from "@tensorflow/tfjs-core";
import type { NativeTensors } from "../nativeTensors";
import { requireIndices } from "./requireIndices";

type Inputs = Record<"x" | "unembedding" | "targets", TensorInfo>;

export function crossEntropy(tensors: NativeTensors, { x, unembedding, targets }: Inputs) {
  const [rows, width, vocabulary] = [x.shape[0]!, x.shape[1]!, unembedding.shape[0]!];
  const targetIds = tensors.ints(targets);
  requireIndices(targetIds, vocabulary, "targets");
  const losses = new Float32Array(rows);
  const dx = tensors.output(x.shape);
  const dunembedding = tensors.output(unembedding.shape);
  tensors.library.cross_entropy(
    ...([rows, width, vocabulary, tensors.floats(x), tensors.floats(unembedding), targetIds] as const),
    ...([losses, dx.values, dunembedding.values] as const),
  );
  const loss = losses.reduce((sum, value) => sum + value, 0) / rows;
  return [tensors.adopt(Float32Array.of(loss), [], "float32"), dx.info, dunembedding.info];
}

export function tokenLosses(tensors: NativeTensors, { x, unembedding, targets }: Inputs) {
  const [rows, width, vocabulary] = [x.shape[0]!, x.shape[1]!, unembedding.shape[0]!];
  const targetIds = tensors.ints(targets);
  requireIndices(targetIds, vocabulary, "targets");
  const losses = tensors.output([rows]);
  const inputs = [tensors.floats(x), tensors.floats(unembedding), targetIds] as const;
  tensors.library.token_losses(rows, width, vocabulary, ...inputs, losses.values);
  return losses.info;
}
