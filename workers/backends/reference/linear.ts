import { referenceMatMul } from "./matMul";

interface Layer {
  x: ArrayLike<number>;
  weight: ArrayLike<number>;
  rows: number;
  inputs: number;
  outputs: number;
}

/** y [rows, outputs] = x [rows, inputs] · weight [inputs, outputs] + bias [outputs] */
export function referenceLinear({ x, weight, rows, inputs, outputs }: Layer, bias: ArrayLike<number>) {
  const y = referenceMatMul(
    { values: x, rows, columns: inputs },
    { values: weight, rows: inputs, columns: outputs },
  );
  return y.map((value, i) => value + bias[i % outputs]!);
}

/** dx = dy · weightᵀ, dweight = xᵀ · dy, dbias = Σ over rows of dy */
export function referenceLinearGradient(
  { x, weight, rows, inputs, outputs }: Layer,
  dy: ArrayLike<number>,
): { dx: Float64Array; dweight: Float64Array; dbias: Float64Array } {
  const output = { values: dy, rows, columns: outputs };
  const dbias = new Float64Array(outputs);
  for (let i = 0; i < dy.length; i++) dbias[i % outputs]! += dy[i]!;
  return {
    dx: referenceMatMul(output, { values: weight, rows: inputs, columns: outputs, transposed: true }),
    dweight: referenceMatMul({ values: x, rows, columns: inputs, transposed: true }, output),
    dbias,
  };
}
