interface Curve {
  readonly steps: readonly number[];
  readonly values: readonly (number | null)[];
  readonly low: readonly (number | null)[];
  readonly high: readonly (number | null)[];
  readonly reasons: readonly (string | null)[];
}

export interface IntervalColumn {
  value: (number | null)[];
  low: (number | null)[];
  high: (number | null)[];
  /** Why there is no value, where somebody knows. */
  reason: (string | null)[];
}

/** A curve as one entry per step, null where it has none. */
export function alignToSteps(curve: Curve | undefined, steps: readonly number[]): IntervalColumn {
  const indexAt = new Map(curve?.steps.map((step, index) => [step, index]));
  const column = <T>(values: readonly (T | null)[] | undefined) =>
    steps.map((step) => values?.[indexAt.get(step) ?? -1] ?? null);
  return {
    value: column(curve?.values),
    low: column(curve?.low),
    high: column(curve?.high),
    reason: column(curve?.reasons),
  };
}
