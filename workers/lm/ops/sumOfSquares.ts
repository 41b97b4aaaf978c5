import type { Scalar, Tensor } from "@tensorflow/tfjs-core";
import { runFused } from "./runFused";

/** Σ x² over all entries of all tensors: the squared norm that gradient clipping looks at. */
export function sumOfSquares(tensors: readonly Tensor[]): Scalar {
  return runFused("sumOfSquares", Object.fromEntries(tensors.entries())) as Scalar;
}
