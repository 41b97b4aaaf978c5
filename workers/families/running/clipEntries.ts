import { type Tensor2D, tensor2d } from "@tensorflow/tfjs-core";

/** Every entry cut off at ± limit. Its gradient ends here. */
export function clipEntries(x: Tensor2D, limit: number): Tensor2D {
  const values = x.dataSync<"float32">();
  for (let k = 0; k < values.length; k++) values[k] = Math.min(limit, Math.max(-limit, values[k]!));
  return tensor2d(values, x.shape);
}
