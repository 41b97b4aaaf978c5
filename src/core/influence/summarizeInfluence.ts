import {
  type BandedInfluence,
  bandIndices,
  type FurtherMeasure,
  influenceMeasures,
  influenceShape,
  type LossMeasure,
} from "./influenceSums";
import { type RatioMeans, ratioMeans } from "./ratioMeans";
import { sumOfBands } from "./sumOfBands";

/** Influence of every neuron on the positions of one band, in nats. */
export interface BandInfluence
  extends Record<LossMeasure, RatioMeans>, Partial<Record<FurtherMeasure, RatioMeans>> {
  positions: number;
}

/**
 * I = mean |Δ| ("absolute") and D = mean Δ ("signed") per band and over all, with the final norm free and whatever else
 * there are sums of, and standard errors over sequences. METHODS §2.
 *
 * @returns by band name and "all"; null for a band without positions
 */
export function summarizeInfluence(influence: BandedInfluence): Record<string, BandInfluence | null> {
  const names = [...influence.bandNames, "all"];
  return Object.fromEntries(names.map((name) => [name, summarizeBand(influence, name)]));
}

function summarizeBand(influence: BandedInfluence, name: string): BandInfluence | null {
  const { sums, bandNames } = influence;
  const { bands } = influenceShape(influence);
  const chosen = bandIndices(bandNames, name);
  const over = (values: Float64Array) => sumOfBands(values, bands, chosen);

  const counts = over(sums.counts);
  const positions = counts.reduce((sum, count) => sum + count, 0);
  if (positions === 0) return null;

  const means = (values: Float64Array) => ratioMeans(over(values), counts);
  const measured = influenceMeasures.flatMap((measure) => {
    const values = sums[measure];
    return values ? [[measure, means(values)] as const] : [];
  });
  return {
    positions,
    ...(Object.fromEntries(measured) as Omit<BandInfluence, "positions">),
  };
}
