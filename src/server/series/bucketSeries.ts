export interface Points {
  readonly steps: readonly number[];
  readonly values: readonly (number | null)[];
}

export interface BucketedPoints {
  readonly steps: number[];
  readonly values: (number | null)[];
}

/** Each bucket keeps at most this many points: its lowest, highest and last, and its first gap. */
const KEPT = 4;

/** The smallest of 1, 2, 5, 10, 20 … steps for which `span` steps need at most `maxPoints` points. */
export function bucketWidth(span: number, maxPoints: number): number {
  const least = (span * KEPT) / maxPoints;
  if (span <= maxPoints || least <= 1) return 1;
  const decade = 10 ** Math.floor(Math.log10(least));
  return [1, 2, 5, 10].map((factor) => factor * decade).find((width) => width >= least)!;
}

/**
 * Thins a curve to its outline: of every `width` steps (buckets begin at multiples of it, so that curves thinned
 * alike can be compared) the lowest, the highest, the last and the first missing value. A spike or a gap of one
 * step survives. Values are never averaged.
 */
export function bucketSeries({ steps, values }: Points, width: number): BucketedPoints {
  if (width <= 1) return { steps: [...steps], values: [...values] };
  const kept: BucketedPoints = { steps: [], values: [] };

  for (let begin = 0; begin < steps.length;) {
    const bucket = Math.floor(steps[begin]! / width);
    let end = begin;
    let low = -1;
    let high = -1;
    let gap = -1;
    for (; end < steps.length && Math.floor(steps[end]! / width) === bucket; end++) {
      const value = values[end] ?? null;
      if (value === null) gap = gap < 0 ? end : gap;
      else {
        if (low < 0 || value < values[low]!) low = end;
        if (high < 0 || value > values[high]!) high = end;
      }
    }
    const indices = new Set([low, high, gap, end - 1].filter((index) => index >= 0));
    for (const index of [...indices].sort((a, b) => a - b)) {
      kept.steps.push(steps[index]!);
      kept.values.push(values[index] ?? null);
    }
    begin = end;
  }
  return kept;
}
