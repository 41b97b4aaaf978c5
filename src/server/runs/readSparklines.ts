import type { Db } from "~/db/client";
import { readSeries } from "~/db/points";
import { readRegimes } from "../regimes/readRegimes";
import { bucketSeries, bucketWidth } from "../series/bucketSeries";

const POINTS = 160;

/**
 * What a row of the runs list draws: the loss in training or, of an ingested run, on the held-out text, and the plateau
 * for rare tokens (0 where there is none).
 */
export async function readSparklines(db: Db, runId: string) {
  const [series, regimes] = await Promise.all([
    readSeries(db, { runId, names: ["training.loss", "loss.all"] }),
    readRegimes(db, { runId, band: "rare" }),
  ]);
  const loss = series["training.loss"] ?? series["loss.all"] ?? { steps: [], values: [] };
  const span = (loss.steps.at(-1) ?? 0) - (loss.steps[0] ?? 0) + 1;
  return {
    loss: bucketSeries(loss, bucketWidth(span, POINTS)).values,
    plateauSize: regimes.map(({ fit }) => (fit.measurable ? (fit.plateau.size ?? 0) : null)),
  };
}
