/**
 * Holm's step-down correction for testing several hypotheses at once: each p times the number of hypotheses with a
 * p at least as large, made non-decreasing and at most 1. In the order given; null (not tested) stays null and does
 * not count.
 */
export function holm(pValues: readonly (number | null)[]): (number | null)[] {
  const adjusted: (number | null)[] = pValues.map(() => null);
  const tested = pValues.flatMap((p, index) => (p === null ? [] : [{ p, index }])).sort((a, b) => a.p - b.p);
  let largest = 0;
  for (const [rank, { p, index }] of tested.entries()) {
    largest = Math.max(largest, Math.min(1, p * (tested.length - rank)));
    adjusted[index] = largest;
  }
  return adjusted;
}
