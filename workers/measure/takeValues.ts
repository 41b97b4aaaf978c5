import type { Tensor } from "@tensorflow/tfjs-core";

/** Copies of what tensors hold, which are disposed of. A GPU has them later. */
export function takeValues(tensors: readonly Tensor[]): Promise<Float32Array[]> {
  return Promise.all(
    tensors.map(async (tensor) => {
      const values = (await tensor.data<"float32">()).slice();
      tensor.dispose();
      return values;
    }),
  );
}
