import { rankTokens } from "./rankTokens";
import { common, rare, type TokenBands } from "./tokenBands";

/** Rare: the less frequent half of the vocabulary, rank ≥ V/2. Common: the rest. */
export function halfBands(counts: ArrayLike<number>): TokenBands {
  const ranks = rankTokens(counts);
  const band = Uint8Array.from(ranks.rank, (rank) => (rank >= counts.length / 2 ? rare : common));
  return { ...ranks, method: "half", names: ["common", "rare"], band };
}
