import { describeBands, rareWarning } from "~/core/bands/describeBands";
import { influenceMeasures } from "~/core/influence/influenceSums";
import { type BandInfluence, summarizeInfluence } from "~/core/influence/summarizeInfluence";
import type { RegimeFit } from "~/db/regimeFits";
import type { Vector } from "~/db/vectors";
import type { AblationSums } from "~workers/backends/ablationProblem";
import type { CellResult } from "../cellResult";
import { differencePoints, leaderCount, overlapPoint } from "./compareBands";
import type { EvaluatedModel } from "../evaluateModel";
import { fitCurves } from "./fitCurves";
import { lossByBand } from "./lossByBand";
import type { Ranking } from "./ranking";
import type { Subject } from "../subject";

/** Absolute influence at the measured checkpoint before, by band; null where there is none. */
export interface PreviousInfluence {
  rare: ArrayLike<number> | null;
  common: ArrayLike<number> | null;
}

/** The cell, and what the cells after it begin with; null where no position is rare. */
export type InfluenceResult = CellResult & { ranking: Ranking | null };

/** All that follows from the ablation of one checkpoint. METHODS §1, §2, §3, §7. */
export function measureInfluence(
  { seed, step, bands, batch, settings }: Subject,
  { positionBands }: EvaluatedModel,
  { sums, previous }: { sums: AblationSums; previous: PreviousInfluence },
): InfluenceResult {
  const influence = { sums, bandNames: bands.names };
  const summary = summarizeInfluence(influence);
  const rare = summary.rare?.absolute.mean;
  const common = summary.common?.absolute.mean;

  const points = lossByBand({ loss: sums.loss, positionBands, context: batch.context }, bands.names, step);
  if (rare && common) {
    points.push(
      ...differencePoints(influence, { rare, common }, { seed, step }),
      overlapPoint("overlap.rare", step, [rare, previous.rare]),
      overlapPoint("overlap.common", step, [common, previous.common]),
      overlapPoint("overlap.rareCommon", step, [rare, common]),
    );
  }
  const fits = fitCurves(influence, summary, seed);
  const warning = rareWarning(describeBands(bands, positionBands));
  return {
    ranking: rankingOf(rare, fits),
    points,
    vectors: [
      { name: "activation.mean", band: "", values: sums.meanActivation },
      ...Object.entries(summary).flatMap(([band, means]) => (means ? vectorsOf(band, means) : [])),
    ],
    fits,
    methods: {
      influence: "mean_ablation:exact@1",
      standardErrors: "ratio:over_sequences@1",
      ...Object.fromEntries(fits.map(({ method, fit }) => [`regimes.${method}`, fit.method])),
    },
    parameters: { bands: bands.method, bandBy: settings.bandBy, leaders: leaderCount },
    warnings: warning === null ? [] : [warning],
  };
}

/** Means of the four measures, each with its standard errors where there are any. */
function vectorsOf(band: string, means: BandInfluence): Vector[] {
  return influenceMeasures.flatMap((measure) => {
    const { mean, standardError } = means[measure];
    const name = `influence.${measure}`;
    return [
      { name, band, values: mean },
      ...(standardError ? [{ name: `${name}.se`, band, values: standardError }] : []),
    ];
  });
}

function rankingOf(rare: Float64Array | undefined, fits: readonly RegimeFit[]): Ranking | null {
  const fitted = fits.find(
    ({ curve, band, method }) => curve === "absolute" && band === "rare" && method === "calibrated",
  );
  return rare && fitted?.method === "calibrated" ? { rare, fit: fitted.fit } : null;
}
