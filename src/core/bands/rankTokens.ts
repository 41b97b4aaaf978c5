import { requireThat } from "../errors";

export interface TokenRanks {
  /** [V] p(v) = (count(v) + 1) / Σ (count + 1). */
  probability: Float64Array;
  /** [V] by token: 0 is the most frequent; ties by id. */
  rank: Int32Array;
  /** [V] by rank: the token. */
  byRank: Int32Array;
}

/** @param counts [V] occurrences of each token in the training text */
export function rankTokens(counts: ArrayLike<number>): TokenRanks {
  requireThat(counts.length > 0, "there are no tokens to rank");
  let total = 0;
  for (let v = 0; v < counts.length; v++) {
    requireThat(Number.isFinite(counts[v]) && counts[v]! >= 0, `token ${v} cannot occur ${counts[v]} times`);
    total += counts[v]! + 1;
  }
  const byRank = Int32Array.from(counts, (_, v) => v).sort((a, b) => counts[b]! - counts[a]! || a - b);
  const rank = new Int32Array(counts.length);
  byRank.forEach((v, r) => (rank[v] = r));
  return { probability: Float64Array.from(counts, (count) => (count + 1) / total), rank, byRank };
}
