import type { Tensor } from "@tensorflow/tfjs-core";

/** What tensors hold, to be read only; they are disposed of. A GPU has it later. */
export function takeValues(tensors: readonly Tensor[]): Promise<Float32Array[]> {
  return Promise.all(
    tensors.map(async (tensor) => {
      const values = await tensor.data<"float32">();
      tensor.dispose();
      return values;
    }),
  );
}
