import { referenceMatMul } from "./matMul";

interface Layer {
  x: ArrayLike<number>;
  /** [inputs, outputs], or [outputs, inputs] when transposed */
  weight: ArrayLike<number>;
  transposed?: boolean;
  rows: number;
  inputs: number;
  outputs: number;
}

/** y [rows, outputs] = x [rows, inputs] · weight [inputs, outputs] + bias [outputs] */
export function referenceLinear(layer: Layer, bias: ArrayLike<number> | null) {
  const { x, rows, inputs, outputs } = layer;
  const y = referenceMatMul({ values: x, rows, columns: inputs }, weightOf(layer));
  return y.map((value, i) => value + (bias?.[i % outputs] ?? 0));
}

/** dx = dy · weightᵀ, dweight = xᵀ · dy in the layout of weight, dbias = Σ over rows of dy */
export function referenceLinearGradient(
  layer: Layer,
  dy: ArrayLike<number>,
): { dx: Float64Array; dweight: Float64Array; dbias: Float64Array } {
  const { x, rows, inputs, outputs, transposed = false } = layer;
  const [input, output] = [
    { values: x, rows, columns: inputs },
    { values: dy, rows, columns: outputs },
  ];
  const dbias = new Float64Array(outputs);
  for (let i = 0; i < dy.length; i++) dbias[i % outputs]! += dy[i]!;
  return {
    dx: referenceMatMul(output, { ...weightOf(layer), transposed: !transposed }),
    dweight: transposed
      ? referenceMatMul({ ...output, transposed }, input)
      : referenceMatMul({ ...input, transposed: true }, output),
    dbias,
  };
}

function weightOf({ weight, inputs, outputs, transposed = false }: Layer) {
  const [rows, columns] = transposed ? [outputs, inputs] : [inputs, outputs];
  return { values: weight, rows, columns, transposed };
}
