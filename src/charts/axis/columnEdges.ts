/**
 * Where the columns of neighbouring values meet: halfway; the outer edges mirror the inner ones, within `within`.
 *
 * @param positions ascending forward values
 * @returns one more edge than positions
 */
export function columnEdges(positions: readonly number[], within: readonly [number, number]): number[] {
  const last = positions.length - 1;
  if (last < 0) return [];
  const inner = positions.slice(1).map((position, i) => (position + positions[i]!) / 2);
  const firstHalf = last > 0 ? inner[0]! - positions[0]! : (within[1] - within[0]) / 40;
  const lastHalf = last > 0 ? positions[last]! - inner[last - 1]! : firstHalf;
  return [
    Math.max(within[0], positions[0]! - firstHalf),
    ...inner,
    Math.min(within[1], positions[last]! + lastHalf),
  ];
}
