export interface NormInputs {
  x: Float32Array;
  gamma: Float32Array;
  /** A LayerNorm's; null for an RMS norm, which has no mean. */
  beta: Float32Array | null;
  epsilon: number;
  dy: Float32Array;
}

/** Roundings that may add up, in float32's unit. */
const unit = 16 * 2 ** -24;
/** Numbers as small as the inputs' subnormals, some of which a GPU takes for 0, may be anything below this. */
const nothing = 1e-30;

/**
 * How far float32 may be off in a norm and its gradients, for each number.
 *
 * With s = 1/√(variance + ε) and h = (x − mean)·s: the mean is rounded to max|x|·2⁻²⁴, so h is known to κ = s·max|x|
 * such units, which are many where a row has little spread. dx = (z − mean z − h·mean(z·h))·s with z = dy·gamma is
 * known to s·max|z|·max|h|·(1 + κ) of them: in a narrow row its terms cancel, and s is as large as 1/√ε.
 */
export function normTolerances({ x, gamma, beta, epsilon, dy }: NormInputs) {
  const width = gamma.length;
  const [y, dx] = [new Float64Array(x.length), new Float64Array(x.length)];
  const [dgamma, dbeta] = [1, 2].map(() => new Float64Array(width).fill(nothing)) as [
    Float64Array,
    Float64Array,
  ];
  for (let begin = 0; begin < x.length; begin += width) {
    const row = Float64Array.from(x.subarray(begin, begin + width));
    const mean = beta ? row.reduce((sum, value) => sum + value, 0) / width : 0;
    const away = row.map((value) => value - mean);
    const s = 1 / Math.sqrt(away.reduce((sum, value) => sum + value ** 2, 0) / width + epsilon);
    const kappa = beta ? s * largest(row) : 0;
    const h = away.map((value) => Math.abs(value * s));
    const z = largest(gamma.map((value, j) => value * dy[begin + j]!));
    const [spread, ofRow] = [Math.max(1, largest(h)), s * (1 + kappa)];
    for (let j = 0; j < width; j++) {
      const change = Math.abs(dy[begin + j]!);
      y[begin + j] = nothing + unit * (Math.abs(gamma[j]!) * (h[j]! + kappa) + Math.abs(beta?.[j] ?? 0));
      dx[begin + j] = nothing + unit * ofRow * spread * z;
      dgamma[j]! += unit * change * (h[j]! + kappa);
      dbeta[j]! += unit * change;
    }
  }
  return { y, dx, dgamma, dbeta };
}

const largest = (values: Float32Array | Float64Array) => {
  let most = 0;
  for (const value of values) most = Math.max(most, Math.abs(value));
  return most;
};
