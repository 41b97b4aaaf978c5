import { fitLine } from "../regimes/fitLine";

/** A smaller change of slope is rounding. */
const smallestChange = 1e-9;

/**
 * Where the ranked frequencies break off: a window of min(2000, V/25) ranks slides over (ln rank, ln p) from
 * rank V/2 on; the elbow is where two neighbouring slopes differ most, if by more than mean + 3 sd of all
 * such differences. As in the paper's code, for windows of its size.
 *
 * @param sorted [V] p by falling frequency
 * @returns index of the elbow in `sorted`, or null where no difference stands out
 */
export function findElbow(sorted: Float64Array): number | null {
  const size = sorted.length;
  const window = Math.min(2000, Math.floor(size / 25));
  if (window < 2) return null;

  const logRank = Float64Array.from(sorted, (_, i) => Math.log(i + 1));
  const logP = sorted.map(Math.log);
  const first = Math.floor(size / 2);
  const changes: number[] = [];
  let before = fitLine(logRank, logP, first, first + window).slope;
  for (let i = first + 1; i < size - window; i++) {
    const { slope } = fitLine(logRank, logP, i, i + window);
    changes.push(Math.abs(slope - before));
    before = slope;
  }
  const mean = changes.reduce((sum, change) => sum + change, 0) / changes.length;
  const variance = changes.reduce((sum, change) => sum + (change - mean) ** 2, 0) / changes.length;
  const largest = changes.reduce((at, change, i) => (change > changes[at]! ? i : at), 0);
  const threshold = Math.max(smallestChange, mean + 3 * Math.sqrt(variance));
  return changes[largest]! > threshold ? first + 1 + largest : null;
}
