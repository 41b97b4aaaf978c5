import type { Tensor } from "@tensorflow/tfjs-core";
import { requireThat } from "~/core/errors";

/** A kernel trusts its shapes: one that is wrong would read memory of something else. */
export function requireShape(name: string, tensor: Tensor, shape: number[]): void {
  const matches =
    tensor.shape.length === shape.length && shape.every((length, axis) => tensor.shape[axis] === length);
  requireThat(
    matches,
    `${name} has the shape [${tensor.shape.join(", ")}] and must have [${shape.join(", ")}]`,
  );
}
