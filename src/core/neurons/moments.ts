/** Of one neuron; null where its values do not vary, or there are none. */
export interface Moments {
  mean: number | null;
  /** Divided by the number of values. */
  variance: number | null;
  /** E(x − μ)³ / σ³ */
  skew: number | null;
  /** E(x − μ)⁴ / σ⁴: 3 for a normal law (not the excess). */
  kurtosis: number | null;
}

/** Values that agree to this part of the largest do not vary: what is left is rounding. */
const rounding = 1e-10;

/** Population moments of a row of numbers, in two passes. */
export function moments(values: ArrayLike<number>): Moments {
  const count = values.length;
  if (count === 0) return { mean: null, variance: null, skew: null, kurtosis: null };
  let mean = 0;
  let largest = 0;
  for (let k = 0; k < count; k++) {
    mean += values[k]!;
    largest = Math.max(largest, Math.abs(values[k]!));
  }
  mean /= count;
  let [second, third, fourth] = [0, 0, 0];
  for (let k = 0; k < count; k++) {
    const deviation = values[k]! - mean;
    const square = deviation * deviation;
    second += square;
    third += square * deviation;
    fourth += square * square;
  }
  const variance = second / count;
  if (Math.sqrt(variance) <= rounding * largest) return { mean, variance: 0, skew: null, kurtosis: null };
  return {
    mean,
    variance,
    skew: third / count / variance ** 1.5,
    kurtosis: fourth / count / variance ** 2,
  };
}
