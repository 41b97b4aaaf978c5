import { findElbow } from "./findElbow";
import { rankTokens } from "./rankTokens";
import { common, rare, subElbow, type TokenBands } from "./tokenBands";

/** Common: more frequent than the token at this part of the ranks. */
const headShare = 0.15;

/**
 * The paper's bands. Rare: p(elbow) ≤ p ≤ p(rank .15 V). Common: above that. Sub-elbow: below the elbow; none
 * where the frequencies have no elbow.
 *
 * @param size V, the tokens that the rank and the elbow are of, from the most frequent on
 */
export function elbowBands(
  counts: ArrayLike<number>,
  size = counts.length,
): TokenBands & { elbow: number | null } {
  const ranks = rankTokens(counts);
  const { probability, byRank } = ranks;
  const sorted = Float64Array.from(byRank.subarray(0, size), (v) => probability[v]!);
  const elbow = findElbow(sorted);
  const upper = sorted[Math.floor(headShare * sorted.length)]!;
  const lower = elbow === null ? 0 : sorted[elbow]!;
  const band = Uint8Array.from(probability, (p) => (p > upper ? common : p >= lower ? rare : subElbow));
  return { ...ranks, method: "elbow15", names: ["common", "rare", "sub_elbow"], band, elbow };
}
