export interface Line {
  intercept: number;
  slope: number;
}

/** Ordinary least squares of y on x over from ≤ i < to. Flat where x does not vary. */
export function fitLine(x: Float64Array, y: Float64Array, from = 0, to = x.length): Line {
  const count = to - from;
  let meanX = 0;
  let meanY = 0;
  for (let i = from; i < to; i++) {
    meanX += x[i]! / count;
    meanY += y[i]! / count;
  }
  let spread = 0;
  let joint = 0;
  for (let i = from; i < to; i++) {
    const dx = x[i]! - meanX;
    spread += dx * dx;
    joint += dx * (y[i]! - meanY);
  }
  const slope = spread > 0 ? joint / spread : 0;
  return { intercept: meanY - slope * meanX, slope };
}

export const lineAt = ({ intercept, slope }: Line, x: number) => intercept + slope * x;
