/**
 * The place of every neuron by value, the largest first; ties by id.
 *
 * @param values [m]
 * @returns [m] from 1
 */
export function ranksOf(values: ArrayLike<number>): Int32Array {
  const order = Int32Array.from({ length: values.length }, (_, i) => i).sort(
    (a, b) => values[b]! - values[a]! || a - b,
  );
  const ranks = new Int32Array(values.length);
  order.forEach((neuron, place) => (ranks[neuron] = place + 1));
  return ranks;
}
