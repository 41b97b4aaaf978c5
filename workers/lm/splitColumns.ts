import { type Tensor2D, tensor2d } from "@tensorflow/tfjs-core";

/** [N, parts · n] → `parts` tensors [N, n], the columns in their order. Their gradients end here. */
export function splitColumns(joined: Tensor2D, parts: number): Tensor2D[] {
  const [rows, columns] = joined.shape;
  const width = columns / parts;
  const values = joined.dataSync<"float32">();
  return Array.from({ length: parts }, (_, part) => {
    const own = new Float32Array(rows * width);
    for (let row = 0; row < rows; row++) {
      const begin = row * columns + part * width;
      own.set(values.subarray(begin, begin + width), row * width);
    }
    return tensor2d(own, [rows, width]);
  });
}
