import type { TokenRanks } from "./rankTokens";

/**
 * Disjoint sets of tokens by frequency. A position belongs to the band of the token to be predicted there.
 */
export type BandName = "common" | "rare" | "sub_elbow";

export interface TokenBands extends TokenRanks {
  method: string;
  /** A band's index is its place here; rare is always 1. */
  names: readonly BandName[];
  /** [V] index of each token's band. */
  band: Uint8Array;
  /** The rank below which the frequencies break off, null where they do not; only of bands that look for it. */
  elbow?: number | null;
}

export const common = 0;
export const rare = 1;
export const subElbow = 2;
