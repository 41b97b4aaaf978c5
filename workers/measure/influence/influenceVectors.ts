import { type InfluenceMeasure, influenceMeasures } from "~/core/influence/influenceSums";
import type { BandInfluence } from "~/core/influence/summarizeInfluence";
import type { Vector } from "~/db/vectors";

/** Means of the measures there are of every band that has positions, with their standard errors where there are any. */
export function influenceVectors(
  summary: Record<string, BandInfluence | null>,
  measures: readonly InfluenceMeasure[] = influenceMeasures,
): Vector[] {
  return Object.entries(summary).flatMap(([band, means]) =>
    measures.flatMap((measure) => {
      const found = means?.[measure];
      if (!found) return [];
      const name = `influence.${measure}`;
      const { mean, standardError } = found;
      return [
        { name, band, values: mean },
        ...(standardError ? [{ name: `${name}.se`, band, values: standardError }] : []),
      ];
    }),
  );
}
