/**
 * Exponential moving average without the pull of its start: s_n = Σ w^(n−i)(1−w) x_i / (1 − w^n). A gap stays a
 * gap and is not averaged over; so do NaN and ±∞, which would swallow all that follows.
 *
 * @param weight of the past, 0 (raw) … below 1
 */
export function smooth(values: ArrayLike<number | null>, weight: number): (number | null)[] {
  const kept = Math.min(Math.max(weight, 0), 0.999);
  const smoothed = new Array<number | null>(values.length);
  let sum = 0;
  let mass = 1;
  // A plain loop: curves of 20,000 values are smoothed again at every append.
  for (let i = 0; i < values.length; i++) {
    const value = values[i] ?? null;
    if (value === null || !Number.isFinite(value)) smoothed[i] = value;
    else {
      sum = sum * kept + (1 - kept) * value;
      mass *= kept;
      smoothed[i] = sum / (1 - mass);
    }
  }
  return smoothed;
}
