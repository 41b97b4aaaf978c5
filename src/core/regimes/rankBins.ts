/**
 * Means over log-spaced bins of ranks: 16 a decade, none empty, so that each decade of ranks weighs the same.
 */
export interface RankBins {
  /** n, the length of the ranked list. */
  count: number;
  /** [bins + 1] ranks edges[j] + 1 … edges[j + 1] make up bin j. */
  edges: Int32Array;
  /** [bins] mean ln r. */
  logRank: Float64Array;
  /** [bins] exp of it: the bin's rank r_j. */
  rank: Float64Array;
}

export const binsPerDecade = 16;

/** The bins of a list of `count` ranks. Depends on nothing but the count, so resamples share it. */
export function rankBins(count: number): RankBins {
  const edges = [0];
  for (let ratio = 1; edges.at(-1)! < count;) {
    ratio *= 10 ** (1 / binsPerDecade);
    const edge = Math.floor(ratio + 0.5);
    if (edge > edges.at(-1)!) edges.push(Math.min(edge, count));
  }
  const bins = { count, edges: Int32Array.from(edges) };
  const logRank = meanPerBin(
    bins,
    Float64Array.from({ length: count }, (_, i) => Math.log(i + 1)),
  );
  return { ...bins, logRank, rank: logRank.map(Math.exp) };
}

/**
 * @param values [n] by rank
 * @returns [bins]
 */
export function meanPerBin({ edges }: Pick<RankBins, "edges">, values: Float64Array): Float64Array {
  const means = new Float64Array(edges.length - 1);
  for (let j = 0; j < means.length; j++) {
    let sum = 0;
    for (let i = edges[j]!; i < edges[j + 1]!; i++) sum += values[i]!;
    means[j] = sum / (edges[j + 1]! - edges[j]!);
  }
  return means;
}
