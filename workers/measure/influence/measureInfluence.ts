import { type BandDescription, describeBands, rareWarning } from "~/core/bands/describeBands";
import { bandSequences } from "~/core/influence/bandSequences";
import { leaderCount } from "~/core/influence/leaderCount";
import { noiseFloorMethod } from "~/core/influence/noiseFloorRank";
import { type BandInfluence, summarizeInfluence } from "~/core/influence/summarizeInfluence";
import type { RegimeFit } from "~/db/regimeFits";
import type { AblationSums } from "~workers/backends/ablationProblem";
import type { CellResult } from "../cellResult";
import { differencePoints, overlapPoint } from "./compareBands";
import type { EvaluatedModel } from "../evaluateModel";
import { fitCurves } from "./fitCurves";
import { influenceVectors } from "./influenceVectors";
import { lossByBand } from "./lossByBand";
import type { Ranking } from "./ranking";
import type { Subject } from "../subject";

/** Influences at the measured checkpoint before. */
export interface PreviousInfluence {
  /** Whose it is; null where there is none. */
  step: number | null;
  /** Absolute, by band. */
  rare: ArrayLike<number> | null;
  common: ArrayLike<number> | null;
  /** Signed, on rare targets. */
  signed: ArrayLike<number> | null;
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

  const signed = summary.rare?.signed.mean;

  const points = lossByBand({ loss: sums.loss, positionBands, context: batch.context }, bands.names, step);
  if (rare && common && signed) {
    points.push(
      ...differencePoints(influence, { rare, common }, { seed, step }),
      overlapPoint("overlap.rare", step, [rare, previous.rare]),
      overlapPoint("overlap.common", step, [common, previous.common]),
      overlapPoint("overlap.rareCommon", step, [rare, common]),
      overlapPoint("overlap.boost", step, [signed, previous.signed]),
      overlapPoint("overlap.suppress", step, [negated(signed), previous.signed && negated(previous.signed)]),
    );
  }
  const fits = fitCurves(influence, summary, seed);
  const described = describeBands(bands, positionBands);
  const warning = rareWarning(described);
  return {
    ranking: rankingOf(summary, fits),
    points,
    vectors: [
      { name: "activation.mean", band: "", values: sums.meanActivation },
      ...influenceVectors(summary),
    ],
    fits,
    methods: {
      influence: sums.certifiedShare === null ? "mean_ablation:exact@1" : "mean_ablation:certified@1",
      standardErrors: "ratio:over_sequences@1",
      lossIntervals: "student_S-1@2",
      noiseFloor: noiseFloorMethod,
      ...Object.fromEntries(fits.map(({ method, fit }) => [`regimes.${method}`, fit.method])),
    },
    parameters: {
      ...{ bands: bands.method, bandBy: settings.bandBy, leaders: leaderCount },
      ...{ previousStep: previous.step },
      ...sizesOf(described),
      ...bandSequences(summary),
      ...(bands.elbow !== undefined && { elbowRank: bands.elbow }),
      influenceTolerance: sums.certifiedShare === null ? null : settings.influence.tolerance,
      certifiedShare: sums.certifiedShare,
    },
    warnings: warning === null ? [] : [warning],
  };
}

const negated = (values: ArrayLike<number>) => Float64Array.from(values, (value) => -value);

/** How many positions and tokens each band has, and its part of the training text. METHODS §1. */
function sizesOf(described: readonly BandDescription[]): Record<string, number> {
  return Object.fromEntries(
    described.flatMap(({ name, positions, types, tokenMass }) => [
      [`${name} positions`, positions],
      [`${name} tokens`, types],
      [`${name} token mass`, tokenMass],
    ]),
  );
}

function rankingOf(
  summary: Record<string, BandInfluence | null>,
  fits: readonly RegimeFit[],
): Ranking | null {
  const fitted = fits.find(
    ({ curve, band, method }) => curve === "absolute" && band === "rare" && method === "calibrated",
  );
  const rare = summary.rare?.absolute.mean;
  if (!rare || fitted?.method !== "calibrated") return null;
  return { rare, fit: fitted.fit };
}
