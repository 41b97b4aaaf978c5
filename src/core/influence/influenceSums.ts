import { AppError, requireThat } from "../errors";

/** Which change of loss: its size or its sign. */
export type LossMeasure = "absolute" | "signed";
/**
 * The same with the final norm frozen; with the logits' projection on the frequency direction kept; and how far the
 * divergence of the prediction from the unigram law moves. Where somebody measured them.
 */
export type FurtherMeasure =
  "frozenAbsolute" | "frozenSigned" | "frequencyFrozenAbsolute" | "frequencyFrozenSigned" | "klShift";
export type InfluenceMeasure = LossMeasure | FurtherMeasure;
export const influenceMeasures: readonly InfluenceMeasure[] = [
  "absolute",
  "signed",
  "frozenAbsolute",
  "frozenSigned",
  "frequencyFrozenAbsolute",
  "frequencyFrozenSigned",
  "klShift",
];

/**
 * Sums over positions of Δ, the change of loss under mean ablation, as a backend returns them: [bands,
 * sequences, m].
 */
export interface InfluenceSums
  extends Record<LossMeasure, Float64Array>, Partial<Record<FurtherMeasure, Float64Array>> {
  /** [bands, sequences] positions. */
  counts: Float64Array;
}

/** The sums with the names of their bands, which are disjoint. */
export interface BandedInfluence {
  sums: InfluenceSums;
  bandNames: readonly string[];
}

export interface InfluenceShape {
  bands: number;
  sequences: number;
  neurons: number;
}

export function influenceShape({ sums, bandNames }: BandedInfluence): InfluenceShape {
  const bands = bandNames.length;
  const sequences = sums.counts.length / bands;
  const neurons = sums.absolute.length / sums.counts.length;
  requireThat(
    Number.isInteger(sequences) && Number.isInteger(neurons) && sequences > 0,
    `${sums.counts.length} counts and ${sums.absolute.length} sums do not divide into ${bands} bands`,
  );
  return { bands, sequences, neurons };
}

/** The bands that make up one, or "all". */
export function bandIndices(bandNames: readonly string[], name: string): number[] {
  if (name === "all") return bandNames.map((_, band) => band);
  const band = bandNames.indexOf(name);
  if (band < 0) {
    throw new AppError(
      "invalid_argument",
      `there is no band ${name}; there are ${bandNames.join(", ")} and all`,
    );
  }
  return [band];
}
