interface Rotary {
  /** [batch · context, heads · dHead] */
  x: ArrayLike<number>;
  /** [context, pairs], radians */
  angles: ArrayLike<number>;
  context: number;
  heads: number;
  dHead: number;
  pairs: number;
  layout: "half" | "interleaved";
}

/** (a, b) → (a·cos − b·sin, b·cos + a·sin) for each pair; `direction` −1 turns back, which is the gradient. */
export function referenceRotary(
  { x, angles, context, heads, dHead, pairs, layout }: Rotary,
  direction: 1 | -1,
): Float64Array {
  const y = Float64Array.from(x);
  for (let row = 0; row < x.length / (heads * dHead); row++) {
    for (let head = 0; head < heads; head++) {
      for (let j = 0; j < pairs; j++) {
        const start = (row * heads + head) * dHead;
        const [first, second] = layout === "half" ? [j, j + pairs] : [2 * j, 2 * j + 1];
        const [a, b] = [x[start + first]!, x[start + second]!];
        const angle = direction * angles[(row % context) * pairs + j]!;
        y[start + first] = a * Math.cos(angle) - b * Math.sin(angle);
        y[start + second] = b * Math.cos(angle) + a * Math.sin(angle);
      }
    }
  }
  return y;
}
