/**
 * Indices of at most about four values a bucket and column: its least, its greatest, its last, and a gap where
 * there is one. A spike is never lost, and a gap never closes. Buckets are equally wide in `x` between `from` and
 * `to`; one value outside on either side is kept, so that a zoomed line leaves the plot instead of ending in it.
 *
 * @param x ascending
 * @param columns aligned with x; `null` is a gap
 */
export function decimate(
  x: ArrayLike<number>,
  columns: readonly ArrayLike<number | null>[],
  { from, to, buckets }: { from: number; to: number; buckets: number },
): number[] {
  const first = Math.max(0, firstAtOrAfter(x, from) - 1);
  const end = Math.min(x.length, firstAfter(x, to) + 1);
  const indices: number[] = [];
  if (end - first <= 2 * buckets || !(to > from)) {
    for (let i = first; i < end; i++) indices.push(i);
    return indices;
  }

  const kept = new Set<number>();
  const width = (to - from) / buckets;
  let start = first;
  while (start < end) {
    const bucket = Math.floor((x[start]! - from) / width);
    let stop = start + 1;
    while (stop < end && Math.floor((x[stop]! - from) / width) === bucket) stop++;
    for (const column of columns) keepExtremes(column, start, stop, kept);
    kept.add(stop - 1);
    start = stop;
  }
  return [...kept].sort((a, b) => a - b);
}

function keepExtremes(column: ArrayLike<number | null>, start: number, stop: number, kept: Set<number>) {
  let least = -1;
  let greatest = -1;
  let gap = -1;
  for (let i = start; i < stop; i++) {
    const value = column[i];
    if (value === null || value === undefined || Number.isNaN(value)) gap = i;
    else {
      if (least < 0 || value < column[least]!) least = i;
      if (greatest < 0 || value > column[greatest]!) greatest = i;
    }
  }
  for (const index of [least, greatest, gap]) if (index >= 0) kept.add(index);
}

const firstAtOrAfter = (x: ArrayLike<number>, at: number) => firstWhere(x, (value) => value >= at);
const firstAfter = (x: ArrayLike<number>, at: number) => firstWhere(x, (value) => value > at);

function firstWhere(x: ArrayLike<number>, holds: (value: number) => boolean): number {
  let low = 0;
  let high = x.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(x[middle]!)) high = middle;
    else low = middle + 1;
  }
  return low;
}
