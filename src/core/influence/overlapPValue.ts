import { requireThat } from "../errors";

export interface Overlap {
  /** Neurons to choose from. */
  population: number;
  /** Sizes of the two sets. */
  first: number;
  second: number;
  /** Neurons in both. */
  shared: number;
}

/**
 * P(X ≥ shared) for X hypergeometric: how often two sets of these sizes, drawn without regard to each other,
 * share at least as many.
 */
export function overlapPValue({ population, first, second, shared }: Overlap): number {
  requireThat(
    first <= population && second <= population && shared <= Math.min(first, second),
    `sets of ${first} and ${second} out of ${population} cannot share ${shared}`,
  );
  const least = Math.max(0, first + second - population);
  if (shared <= least) return 1;

  const logTotal = logChoose(population, second);
  let probability = 0;
  for (let k = shared; k <= Math.min(first, second); k++) {
    probability += Math.exp(logChoose(first, k) + logChoose(population - first, second - k) - logTotal);
  }
  return Math.min(1, probability);
}

/** ln C(n, k). */
function logChoose(n: number, k: number): number {
  let sum = 0;
  for (let i = 1; i <= Math.min(k, n - k); i++) sum += Math.log((n - i + 1) / i);
  return sum;
}
