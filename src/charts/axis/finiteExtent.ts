/** The least and the greatest finite value; empty where there is none. */
export function finiteExtent(values: Iterable<number | null>): [] | [low: number, high: number] {
  let low = Infinity;
  let high = -Infinity;
  for (const value of values) {
    if (value === null || !Number.isFinite(value)) continue;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return low > high ? [] : [low, high];
}
