import type { BandedInfluence } from "~/core/influence/influenceSums";
import { jaccard } from "~/core/influence/jaccard";
import { leadersAmong } from "~/core/influence/leaderCount";
import { sequenceResampler } from "~/core/influence/sequenceResampler";
import { topNeurons } from "~/core/influence/topNeurons";
import { rareMinusCommon } from "~/core/regimes/rareMinusCommon";
import { deriveSeed } from "~/core/stats/random";
import type { Point } from "~/db/points";

/** Rare − common of the fitted curves with 95 % intervals; null where one of them cannot be fitted. */
export function differencePoints(
  influence: BandedInfluence,
  { rare, common }: { rare: Float64Array; common: Float64Array },
  { seed, step }: { seed: number; step: number },
): Point[] {
  const difference = rareMinusCommon({
    rare,
    common,
    seed: deriveSeed(seed, "rare-common"),
    resampleSequences: sequenceResampler({ ...influence, measure: "absolute", bands: ["rare", "common"] }),
  });
  const point = (name: string, of: "size" | "exponent" | "decay" | "excess" | "logExcess"): Point => {
    if (!difference.measurable) return { name, step, value: null, reason: difference.reason };
    const { value, interval } = difference[of] ?? { value: null, interval: null };
    return { name, step, value, low: interval?.[0] ?? null, high: interval?.[1] ?? null };
  };
  return [
    point("difference.plateauSize", "size"),
    point("difference.exponent", "exponent"),
    point("difference.decay", "decay"),
    point("difference.excess", "excess"),
    point("difference.logExcess", "logExcess"),
  ];
}

/** The leaders of two rankings they share, |A ∩ B| / |A ∪ B|; null where there is nothing to compare with. */
export function overlapPoint(
  name: string,
  step: number,
  [first, second]: readonly [ArrayLike<number>, ArrayLike<number> | null],
): Point {
  if (second === null) return { name, step, value: null, reason: "no checkpoint before it is measured" };
  const leaders = (values: ArrayLike<number>) =>
    topNeurons(Float64Array.from(values), leadersAmong(values.length)).filter(
      (neuron) => values[neuron]! > 0,
    );
  const value = jaccard(leaders(first), leaders(second));
  return value === null ? { name, step, value, reason: "no neuron leads in either" } : { name, step, value };
}
