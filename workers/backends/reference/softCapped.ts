export interface SoftCapped {
  value: number;
  /** Of the value with respect to the score. */
  slope: number;
}

/** cap · tanh(score / cap), or the score itself when cap is 0 */
export function softCapped(score: number, cap: number): SoftCapped {
  if (cap === 0) return { value: score, slope: 1 };
  const t = Math.tanh(score / cap);
  return { value: cap * t, slope: 1 - t * t };
}
