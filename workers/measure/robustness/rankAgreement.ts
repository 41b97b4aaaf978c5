import { type BandedInfluence, bandIndices, influenceShape } from "~/core/influence/influenceSums";
import { sequenceResampler } from "~/core/influence/sequenceResampler";
import { summarizeInfluence } from "~/core/influence/summarizeInfluence";
import { correlationInterval } from "~/core/stats/correlationInterval";
import { seededRandom } from "~/core/stats/random";
import { spearman } from "~/core/stats/spearman";
import type { Point } from "~/db/points";

const draws = 200;

/**
 * Spearman's correlation of two influences of the same neurons on the same positions, with a 95 % interval from drawing
 * the sequences anew, the same for both.
 */
export function rankAgreement(
  pair: readonly [BandedInfluence, BandedInfluence],
  { band, seed }: { band: string; seed: number },
): Pick<Point, "value" | "low" | "high" | "reason"> {
  const means = pair.map((influence) => summarizeInfluence(influence)[band]?.absolute.mean);
  const [first, second] = means;
  if (!first || !second) return { value: null, reason: `no evaluated position is ${band}` };
  const value = spearman(first, second);
  if (value === null) return { value, reason: "the influences do not vary" };
  const sequences = sequencesWith(pair[0], band);
  if (sequences < 2) return { value, low: null, high: null };
  const [one, other] = pair.map((influence) => {
    const resample = sequenceResampler({ ...influence, measure: "absolute", bands: [band] });
    const random = seededRandom(seed);
    return () => resample(random)[0]!;
  });
  const drawn = Array.from({ length: draws }, () => spearman(one!(), other!()) ?? []).flat();
  const interval = correlationInterval(value, drawn);
  return { value, low: interval?.[0] ?? null, high: interval?.[1] ?? null };
}

/** Sequences that have a position of the band. */
function sequencesWith(influence: BandedInfluence, band: string): number {
  const { sequences } = influenceShape(influence);
  const { counts } = influence.sums;
  const chosen = bandIndices(influence.bandNames, band);
  return Array.from({ length: sequences }, (_, s) =>
    chosen.some((index) => counts[index * sequences + s]! > 0),
  ).filter(Boolean).length;
}
