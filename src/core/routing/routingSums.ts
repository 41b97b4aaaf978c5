/**
 * Sums over positions by head, band and sequence, so that means, intervals over sequences and comparisons between heads
 * all follow from them.
 */
export interface RoutingSums {
  /** Each [targets, bands, sequences]: Σ |a' − a| over the group, and Σ (loss' − loss). */
  moved: Float64Array;
  loss: Float64Array;
  /** [bands, sequences] positions. */
  counts: Float64Array;
  targets: number;
  bands: number;
  sequences: number;
}

export const emptyRoutingSums = (targets: number, bands: number, sequences: number): RoutingSums => ({
  moved: new Float64Array(targets * bands * sequences),
  loss: new Float64Array(targets * bands * sequences),
  counts: new Float64Array(bands * sequences),
  ...{ targets, bands, sequences },
});

/**
 * S of every target in one band: the mean over the band's positions, each sequence counted `times` over (once when left
 * out).
 *
 * @returns [targets], or null where no position is counted
 */
export function routingMeans(
  sums: RoutingSums,
  { of, band, times }: { of: "moved" | "loss"; band: number; times?: Int32Array },
): Float64Array | null {
  const { targets, bands, sequences, counts } = sums;
  let positions = 0;
  for (let s = 0; s < sequences; s++) positions += (times?.[s] ?? 1) * counts[band * sequences + s]!;
  if (positions === 0) return null;
  const means = new Float64Array(targets);
  for (let target = 0; target < targets; target++) {
    const row = (target * bands + band) * sequences;
    for (let s = 0; s < sequences; s++) means[target]! += (times?.[s] ?? 1) * sums[of][row + s]!;
    means[target]! /= positions;
  }
  return means;
}
