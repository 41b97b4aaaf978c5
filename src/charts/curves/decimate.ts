import { bisectLeft, bisectRight } from "d3-array";

/**
 * Indices of at most about four values a bucket and column: its least, its greatest, its last, and a gap where
 * there is one. A spike is never lost, and a gap never closes. One value outside on either side is kept, so that a
 * zoomed line leaves the plot instead of ending in it.
 *
 * @param x ascending
 * @param columns aligned with x; `null` is a gap, as is what is not finite or not above `floor`
 * @param edges of the buckets, ascending, in the units of x: one a pixel
 */
export function decimate(
  x: ArrayLike<number>,
  columns: readonly ArrayLike<number | null>[],
  { edges, floor = -Infinity }: { edges: ArrayLike<number>; floor?: number },
): number[] {
  const buckets = edges.length - 1;
  const first = Math.max(0, bisectLeft(x, edges[0]!) - 1);
  const end = Math.min(x.length, bisectRight(x, edges[buckets]!) + 1);
  if (end - first <= 2 * buckets)
    return Array.from({ length: Math.max(0, end - first) }, (_, i) => first + i);

  const kept = new Set<number>();
  let start = first;
  let bucket = 0;
  while (start < end) {
    while (bucket < buckets && x[start]! >= edges[bucket]!) bucket++;
    const until = bucket < buckets || x[start]! < edges[buckets]! ? edges[bucket]! : Infinity;
    let stop = start + 1;
    while (stop < end && x[stop]! < until) stop++;
    for (const column of columns) keepExtremes(column, { start, stop, floor }, kept);
    kept.add(stop - 1);
    start = stop;
  }
  return [...kept].sort((a, b) => a - b);
}

function keepExtremes(
  column: ArrayLike<number | null>,
  { start, stop, floor }: { start: number; stop: number; floor: number },
  kept: Set<number>,
) {
  let least = -1;
  let greatest = -1;
  let gap = -1;
  for (let i = start; i < stop; i++) {
    const value = column[i];
    if (value === null || value === undefined || !Number.isFinite(value) || value <= floor) gap = i;
    else {
      if (least < 0 || value < column[least]!) least = i;
      if (greatest < 0 || value > column[greatest]!) greatest = i;
    }
  }
  for (const index of [least, greatest, gap]) if (index >= 0) kept.add(index);
}
