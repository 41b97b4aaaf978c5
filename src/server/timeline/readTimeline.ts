import { type SeriesName, seriesNames } from "~/core/metrics";
import { findOnset } from "~/core/regimes/findOnset";
import type { CalibratedRegimes } from "~/core/regimes/regimeFit";
import { listCheckpoints } from "~/db/checkpoints";
import type { Db } from "~/db/client";
import { listGroupStatistics } from "~/db/groupStatistics";
import { readSeries } from "~/db/points";
import { readRegimes } from "../regimes/readRegimes";
import { alignToSteps } from "./alignToSteps";
import { groupColumns } from "./groupColumns";

/** The group statistics of the overview; the others are asked for one at a time. */
const overviewed = [
  { space: "W_in", statistic: "alpha_mid" },
  { space: "activations", statistic: "effective_dimension", method: "participation_ratio:1/PR-1/T" },
];

const measured = seriesNames.filter((name) => !name.startsWith("training."));

/**
 * Everything measured of a run, as columns over `steps`, the checkpoints of which anything is measured (ascending).
 * `checkpoints` holds all of them, skipped and waiting ones with the reason.
 */
export async function readTimeline(db: Db, runId: string) {
  const [checkpoints, series, rare, common, groups] = await Promise.all([
    listCheckpoints(db, runId),
    readSeries(db, { runId, names: measured }),
    readRegimes(db, { runId, band: "rare" }),
    readRegimes(db, { runId, band: "common" }),
    Promise.all(overviewed.map((key) => listGroupStatistics(db, { runId, ...key }))),
  ]);
  const steps = checkpoints
    .filter(({ cells }) => cells.some(({ state }) => state === "done"))
    .map(({ step }) => step);
  const rareAt = new Map(rare.map(({ step, fit }) => [step, fit]));
  const commonAt = new Map(common.map(({ step, fit }) => [step, fit]));
  const both = rare.flatMap(({ step, fit }) => {
    const other = commonAt.get(step);
    return other ? [{ step, rare: fit, common: other }] : [];
  });

  return {
    checkpoints: checkpoints.map(({ step, tokens, createdAt, cells }) => ({
      step,
      tokens,
      createdAt,
      cells,
    })),
    steps,
    series: Object.fromEntries(measured.map((name) => [name, alignToSteps(series[name], steps)])) as Record<
      SeriesName,
      ReturnType<typeof alignToSteps>
    >,
    regimes: {
      rare: steps.map((step) => withoutModels(rareAt.get(step))),
      common: steps.map((step) => withoutModels(commonAt.get(step))),
    },
    groups: groupColumns(groups.flat(), steps),
    /** By the log excess, and by the excess in nats. */
    onset: findOnset(both),
    onsetByExcess: findOnset(both, "excess"),
  };
}

/** The rivals of the fit are drawn for one step only, and come with that step. */
function withoutModels(fit: CalibratedRegimes | undefined): CalibratedRegimes | null {
  if (!fit) return null;
  return fit.measurable ? { ...fit, models: [] } : fit;
}
