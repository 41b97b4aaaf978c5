import type { TensorInfo } from "@tensorflow/tfjs-core";
import type { NativeTensors } from "../nativeTensors";

export function rmsNorm(
  tensors: NativeTensors,
  { x, gamma }: Record<"x" | "gamma", TensorInfo>,
  { epsilon }: { epsilon: number },
) {
  const [rows, width] = [x.shape[0]!, x.shape[1]!];
  const y = tensors.output(x.shape);
  const inverse = tensors.output([rows]);
  const inputs = [tensors.floats(x), tensors.floats(gamma)] as const;
  tensors.library.rms_norm(rows, width, ...inputs, epsilon, y.values, inverse.values);
  return [y.info, inverse.info];
}

export function rmsNormGradient(
  tensors: NativeTensors,
  { x, gamma, inverse, dy }: Record<"x" | "gamma" | "inverse" | "dy", TensorInfo>,
) {
  const [rows, width] = [x.shape[0]!, x.shape[1]!];
  const dx = tensors.output(x.shape);
  const dgamma = tensors.output([width]);
  tensors.library.rms_norm_gradient(
    ...([rows, width, tensors.floats(x), tensors.floats(gamma)] as const),
    ...([tensors.floats(inverse), tensors.floats(dy), dx.values, dgamma.values] as const),
  );
  return [dx.info, dgamma.info];
}
