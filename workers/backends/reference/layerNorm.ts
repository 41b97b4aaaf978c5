interface Norm {
  x: ArrayLike<number>;
  gamma: ArrayLike<number>;
  epsilon: number;
}

/** y = (x − mean) / √(variance + ε) · gamma + beta for each row of x [N, d], d = gamma.length */
export function referenceLayerNorm({ x, gamma, epsilon }: Norm, beta: ArrayLike<number>): Float64Array {
  const { standardised } = standardise(x, gamma.length, epsilon);
  return standardised.map((h, i) => h * gamma[i % gamma.length]! + beta[i % gamma.length]!);
}

/** With h the standardised x and z = dy·gamma: dx = (z − mean z − h·mean(z·h)) / √(variance + ε). */
export function referenceLayerNormGradient(
  { x, gamma, epsilon }: Norm,
  dy: ArrayLike<number>,
): { dx: Float64Array; dgamma: Float64Array; dbeta: Float64Array } {
  const width = gamma.length;
  const { standardised, deviations } = standardise(x, width, epsilon);
  const [dx, dgamma, dbeta] = [new Float64Array(x.length), new Float64Array(width), new Float64Array(width)];
  for (let row = 0; row < deviations.length; row++) {
    let [meanZ, meanZh] = [0, 0];
    for (let j = 0; j < width; j++) {
      const at = row * width + j;
      const z = dy[at]! * gamma[j]!;
      meanZ += z / width;
      meanZh += (z * standardised[at]!) / width;
      dgamma[j]! += dy[at]! * standardised[at]!;
      dbeta[j]! += dy[at]!;
    }
    for (let j = 0; j < width; j++) {
      const at = row * width + j;
      dx[at] = (dy[at]! * gamma[j]! - meanZ - standardised[at]! * meanZh) / deviations[row]!;
    }
  }
  return { dx, dgamma, dbeta };
}

function standardise(x: ArrayLike<number>, width: number, epsilon: number) {
  const standardised = Float64Array.from(x);
  const deviations = new Float64Array(x.length / width);
  for (let row = 0; row < deviations.length; row++) {
    const values = standardised.subarray(row * width, (row + 1) * width);
    const mean = values.reduce((sum, value) => sum + value, 0) / width;
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / width;
    const deviation = (deviations[row] = Math.sqrt(variance + epsilon));
    values.forEach((value, j) => (values[j] = (value - mean) / deviation));
  }
  return { standardised, deviations };
}
