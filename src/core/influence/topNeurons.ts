/** The n neurons of largest value, the largest first; ties by id. */
export function topNeurons(values: Float64Array, n: number): Int32Array {
  return Int32Array.from(values.keys())
    .sort((a, b) => values[b]! - values[a]! || a - b)
    .slice(0, n);
}
