import { clipByValue, type Tensor2D } from "@tensorflow/tfjs-core";

/** Every entry cut off at ± limit. */
export const clipEntries = (x: Tensor2D, limit: number): Tensor2D => clipByValue(x, -limit, limit);
