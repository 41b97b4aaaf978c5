import * as tf from "@tensorflow/tfjs-core";

type Inputs = Record<"x" | "weight", tf.Tensor2D>;

export function linear(
  { x, weight, bias }: Inputs & { bias?: tf.Tensor1D },
  { transposed }: { transposed: boolean },
): tf.Tensor {
  const product = tf.matMul(x, weight, false, transposed);
  return bias ? tf.add(product, bias) : product;
}

export function linearGradient(
  { x, weight, dy }: Inputs & { dy: tf.Tensor2D },
  { transposed, biased }: { transposed: boolean; biased: boolean },
): tf.Tensor[] {
  const [left, right] = transposed ? [dy, x] : [x, dy];
  return [
    tf.matMul(dy, weight, false, !transposed),
    tf.matMul(left, right, true, false),
    ...(biased ? [tf.sum(dy, 0)] : []),
  ];
}
