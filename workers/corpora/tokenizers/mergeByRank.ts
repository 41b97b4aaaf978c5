/**
 * Byte pair encoding by ranks: of the neighbouring pairs whose bytes together are a token, the one of lowest rank is
 * joined, the leftmost first, until there is none. The time grows with the square of the length.
 *
 * @param bytes one character per byte (latin1)
 * @param rankOf the rank, which is the id, of a token
 * @returns ids
 */
export function mergeByRank(bytes: string, rankOf: (token: string) => number | undefined): number[] {
  const whole = rankOf(bytes);
  if (whole !== undefined) return [whole];
  const parts = Array.from(bytes);
  for (;;) {
    let [lowest, at] = [Infinity, -1];
    for (let k = 0; k + 1 < parts.length; k++) {
      const rank = rankOf(parts[k]! + parts[k + 1]!);
      if (rank !== undefined && rank < lowest) [lowest, at] = [rank, k];
    }
    if (at < 0) break;
    parts.splice(at, 2, parts[at]! + parts[at + 1]!);
  }
  return parts.map((part) => rankOf(part)!);
}
