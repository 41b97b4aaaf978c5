interface Norm {
  x: ArrayLike<number>;
  gamma: ArrayLike<number>;
  epsilon: number;
}

/** y = x / √(mean x² + ε) · gamma for each row of x [N, d], d = gamma.length */
export function referenceRmsNorm(norm: Norm): Float64Array {
  const { x, gamma } = norm;
  const sizes = sizesOfRows(norm);
  const width = gamma.length;
  return Float64Array.from(x, (value, i) => (value / sizes[Math.floor(i / width)]!) * gamma[i % width]!);
}

/** With h = x / size and z = dy·gamma: dx = (z − h·mean(z·h)) / size, dgamma = Σ over rows of dy·h. */
export function referenceRmsNormGradient(
  norm: Norm,
  dy: ArrayLike<number>,
): { dx: Float64Array; dgamma: Float64Array } {
  const { x, gamma } = norm;
  const width = gamma.length;
  const [dx, dgamma] = [new Float64Array(x.length), new Float64Array(width)];
  sizesOfRows(norm).forEach((size, row) => {
    let mean = 0;
    for (let j = 0; j < width; j++) {
      const [g, h] = [dy[row * width + j]!, x[row * width + j]! / size];
      mean += (g * gamma[j]! * h) / width;
      dgamma[j]! += g * h;
    }
    for (let j = 0; j < width; j++) {
      const at = row * width + j;
      dx[at] = (dy[at]! * gamma[j]! - (x[at]! / size) * mean) / size;
    }
  });
  return { dx, dgamma };
}

/** √(mean x² + ε) of each row */
function sizesOfRows({ x, gamma, epsilon }: Norm): Float64Array {
  const squares = new Float64Array(x.length / gamma.length);
  for (let i = 0; i < x.length; i++) squares[Math.floor(i / gamma.length)]! += x[i]! ** 2;
  return squares.map((sum) => Math.sqrt(sum / gamma.length + epsilon));
}
