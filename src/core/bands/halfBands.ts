import { rankTokens } from "./rankTokens";
import { common, rare, type TokenBands } from "./tokenBands";

/**
 * Rare: the less frequent half of the ranks, rank ≥ size / 2, and whatever stands behind them. Common: the rest.
 *
 * @param size tokens that are split, from the most frequent on
 */
export function halfBands(counts: ArrayLike<number>, size = counts.length): TokenBands {
  const ranks = rankTokens(counts);
  const band = Uint8Array.from(ranks.rank, (rank) => (rank >= size / 2 ? rare : common));
  return { ...ranks, method: "half", names: ["common", "rare"], band };
}
