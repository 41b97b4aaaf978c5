import { pearson } from "./pearson";

/** Spearman's rank correlation, equal values sharing their mean rank; null where one of them does not vary. */
export const spearman = (x: ArrayLike<number>, y: ArrayLike<number>): number | null =>
  pearson(midRanks(x), midRanks(y));

/** Ranks from 1, ascending; equal values share the mean of theirs. */
export function midRanks(values: ArrayLike<number>): Float64Array {
  const order = Array.from({ length: values.length }, (_, i) => i).sort((a, b) => values[a]! - values[b]!);
  const ranks = new Float64Array(values.length);
  for (let begin = 0; begin < order.length;) {
    let end = begin + 1;
    while (end < order.length && values[order[end]!] === values[order[begin]!]) end++;
    for (let k = begin; k < end; k++) ranks[order[k]!] = (begin + 1 + end) / 2;
    begin = end;
  }
  return ranks;
}
