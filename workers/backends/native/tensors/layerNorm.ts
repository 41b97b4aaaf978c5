import type { TensorInfo } from "@tensorflow/tfjs-core";
import type { NativeTensors } from "../nativeTensors";

export function layerNorm(
  tensors: NativeTensors,
  { x, gamma, beta }: Record<"x" | "gamma" | "beta", TensorInfo>,
  { epsilon }: { epsilon: number },
) {
  const [rows, width] = [x.shape[0]!, x.shape[1]!];
  const y = tensors.output(x.shape);
  const mean = tensors.output([rows]);
  const inverse = tensors.output([rows]);
  const inputs = [tensors.floats(x), tensors.floats(gamma), tensors.floats(beta)] as const;
  tensors.library.layer_norm(rows, width, ...inputs, epsilon, y.values, mean.values, inverse.values);
  return [y.info, mean.info, inverse.info];
}

export function layerNormGradient(
  tensors: NativeTensors,
  { x, gamma, mean, inverse, dy }: Record<"x" | "gamma" | "mean" | "inverse" | "dy", TensorInfo>,
) {
  const [rows, width] = [x.shape[0]!, x.shape[1]!];
  const dx = tensors.output(x.shape);
  const dgamma = tensors.output([width]);
  const dbeta = tensors.output([width]);
  const kept = [tensors.floats(mean), tensors.floats(inverse)] as const;
  const results = [dx.values, dgamma.values, dbeta.values] as const;
  tensors.library.layer_norm_gradient(
    ...([rows, width, tensors.floats(x), tensors.floats(gamma)] as const),
    ...kept,
    tensors.floats(dy),
    ...results,
  );
  return [dx.info, dgamma.info, dbeta.info];
}
