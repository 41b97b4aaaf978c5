import { milliNats } from "../format/milliNats";

/** Positive influences, the largest first, from nats to 10⁻³ nats: what has a place on a log axis. */
export function rankedMilliNats(values: ArrayLike<number>): Float64Array {
  const ranked = Float64Array.from(values)
    .filter((value) => value > 0)
    .sort()
    .reverse();
  return ranked.map((value) => value * milliNats.factor);
}

/** The very last ranks fall to nothing on a log axis and would squeeze all others. */
export const seenRanks = (count: number) => Math.max(1, Math.ceil(count * 0.995));
