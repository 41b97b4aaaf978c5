import type { TensorInfo } from "@tensorflow/tfjs-core";
import type { AdamWAttributes } from "../../fusedKernels";
import type { NativeTensors } from "../nativeTensors";

export function adamWStep(
  tensors: NativeTensors,
  { param, grad, m, v }: Record<"param" | "grad" | "m" | "v", TensorInfo>,
  { lr, beta1, beta2, eps, weightDecay, gradScale, step }: AdamWAttributes,
) {
  const values = tensors.floats(param);
  tensors.library.adamw_step(
    ...([values.length, values, tensors.floats(grad), tensors.floats(m), tensors.floats(v)] as const),
    ...([lr, beta1, beta2, eps, weightDecay, gradScale] as const),
    ...([1 / (1 - beta1 ** step), 1 / (1 - beta2 ** step)] as const),
  );
  return tensors.share(param);
}

export function sumOfSquares(tensors: NativeTensors, inputs: Record<string, TensorInfo>) {
  const sum = new Float64Array(1);
  for (const input of Object.values(inputs)) {
    const values = tensors.floats(input);
    tensors.library.sum_of_squares(values.length, values, sum);
  }
  return tensors.adopt(Float32Array.from(sum), [], "float32");
}
