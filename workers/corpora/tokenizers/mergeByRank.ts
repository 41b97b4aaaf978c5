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
  /** Where the parts begin, then the end. */
  const begins = Array.from({ length: bytes.length + 1 }, (_, at) => at);
  const joinedRank = (k: number) =>
    k + 2 < begins.length ? (rankOf(bytes.slice(begins[k], begins[k + 2])) ?? Infinity) : Infinity;
  /** Of each part joined with the next. */
  const ranks = Array.from(bytes, (_, k) => joinedRank(k));
  for (;;) {
    let [lowest, at] = [Infinity, -1];
    for (let k = 0; k < ranks.length; k++) if (ranks[k]! < lowest) [lowest, at] = [ranks[k]!, k];
    if (at < 0) break;
    begins.splice(at + 1, 1);
    ranks.splice(at + 1, 1);
    ranks[at] = joinedRank(at);
    if (at > 0) ranks[at - 1] = joinedRank(at - 1);
  }
  return ranks.map((_, k) => rankOf(bytes.slice(begins[k], begins[k + 1]))!);
}
