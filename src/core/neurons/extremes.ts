/** The entries of a row with the largest and with the smallest values. */
export interface Extremes {
  /** Indices, the most extreme first; ties by index. */
  top: Int32Array;
  bottom: Int32Array;
}

/** One pass over the values: `count` is small. @param count at most the number of values */
export function extremes(values: ArrayLike<number>, count: number): Extremes {
  return { top: leading(values, count, 1), bottom: leading(values, count, -1) };
}

/** Almost every value ends at the first comparison, with the last of those that lead. */
function leading(values: ArrayLike<number>, count: number, sign: 1 | -1): Int32Array {
  const list = new Int32Array(count).fill(-1);
  const sizes = new Float64Array(count).fill(-Infinity);
  if (count === 0) return list;
  for (let k = 0; k < values.length; k++) {
    const size = sign * values[k]!;
    if (size <= sizes[count - 1]! && list[count - 1]! >= 0) continue;
    let place = count - 1;
    while (place > 0 && (list[place - 1]! < 0 || size > sizes[place - 1]!)) {
      list[place] = list[place - 1]!;
      sizes[place] = sizes[place - 1]!;
      place--;
    }
    list[place] = k;
    sizes[place] = size;
  }
  return list;
}
