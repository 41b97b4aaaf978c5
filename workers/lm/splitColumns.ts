import { slice, type Tensor2D } from "@tensorflow/tfjs-core";

/** [N, parts · n] → `parts` tensors [N, n], the columns in their order. */
export function splitColumns(joined: Tensor2D, parts: number): Tensor2D[] {
  const [rows, columns] = joined.shape;
  const width = columns / parts;
  return Array.from({ length: parts }, (_, part) => slice(joined, [0, part * width], [rows, width]));
}
