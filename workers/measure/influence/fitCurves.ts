import { type BandedInfluence } from "~/core/influence/influenceSums";
import { noiseFloorRank } from "~/core/influence/noiseFloorRank";
import { sequenceResampler } from "~/core/influence/sequenceResampler";
import type { BandInfluence } from "~/core/influence/summarizeInfluence";
import { fitCalibratedRegimes } from "~/core/regimes/fitCalibratedRegimes";
import { fitPaperRegimes } from "~/core/regimes/fitPaperRegimes";
import { deriveSeed } from "~/core/stats/random";
import type { RegimeFit } from "~/db/regimeFits";

/** The ranked curves of a band: all neurons by |Δ|, and the two sign lists by D. */
const curves = { absolute: 1, boost: 1, suppress: -1 } as const;

/**
 * Both regime fits of every curve of every band that has positions. Intervals resample neurons and sequences.
 *
 * @param summary by band, from `summarizeInfluence`
 */
export function fitCurves(
  influence: BandedInfluence,
  summary: Record<string, BandInfluence | null>,
  seed: number,
): RegimeFit[] {
  return Object.entries(summary).flatMap(([band, means]) => {
    if (means === null) return [];
    return Object.entries(curves).flatMap(([curve, sign]): RegimeFit[] => {
      const measure = curve === "absolute" ? "absolute" : "signed";
      const signed = (values: Float64Array) => (sign < 0 ? values.map((value) => -value) : values);
      const resample = sequenceResampler({ ...influence, measure, bands: [band] });
      const values = signed(means[measure].mean);
      return [
        {
          curve,
          band,
          method: "calibrated",
          fit: fitCalibratedRegimes(values, {
            seed: deriveSeed(seed, "regimes", curve, band),
            noiseFloorRank: noiseFloorRank(means.signed),
            resampleSequences: (random) => resample(random).map(signed),
          }),
        },
        { curve, band, method: "paper", fit: fitPaperRegimes(values) },
      ];
    });
  });
}
