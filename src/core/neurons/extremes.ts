/** The entries of a row with the largest and with the smallest values. */
export interface Extremes {
  /** Indices, the most extreme first; ties by index. */
  top: Int32Array;
  bottom: Int32Array;
}

/** One pass over the values: `count` is small. @param count at most the number of values */
export function extremes(values: ArrayLike<number>, count: number): Extremes {
  const top = new Int32Array(count).fill(-1);
  const bottom = new Int32Array(count).fill(-1);
  for (let k = 0; k < values.length; k++) {
    insert(top, k, (a, b) => values[a]! > values[b]!);
    insert(bottom, k, (a, b) => values[a]! < values[b]!);
  }
  return { top, bottom };
}

function insert(list: Int32Array, entry: number, before: (a: number, b: number) => boolean): void {
  let place = list.length;
  while (place > 0 && (list[place - 1]! < 0 || before(entry, list[place - 1]!))) place--;
  if (place === list.length) return;
  list.copyWithin(place + 1, place, list.length - 1);
  list[place] = entry;
}
