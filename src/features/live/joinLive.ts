interface Curve {
  readonly steps: readonly number[];
  readonly values: readonly (number | null)[];
}

/**
 * A stored curve and what the stream added since: every step once, ascending. The stream begins before the query
 * is answered, so the two overlap and leave no gap.
 */
export function joinLive(
  stored: Curve | undefined,
  live: Curve,
): { steps: number[]; values: (number | null)[] } {
  const last = stored?.steps.at(-1) ?? -1;
  const from = live.steps.findIndex((step) => step > last);
  const steps = [...(stored?.steps ?? [])];
  const values = [...(stored?.values ?? [])];
  if (from < 0) return { steps, values };
  return { steps: steps.concat(live.steps.slice(from)), values: values.concat(live.values.slice(from)) };
}
