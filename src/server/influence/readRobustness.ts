import { findCheckpointAt } from "~/db/checkpoints";
import type { Db } from "~/db/client";
import { readSeries } from "~/db/points";
import { readable, readVector } from "~/db/vectors";

/** Other ways than its mean to take a neuron away. */
export const otherAblations = ["zero", "resample"] as const;

/**
 * The influence on rare targets of the leading neurons under three ablations at a step, in nats, with the rank correlation of the
 * others with the mean's and its 95 % interval; null where it was not measured.
 */
export async function readRobustness(db: Db, { runId, step }: { runId: string; step: number }) {
  const checkpoint = await findCheckpointAt(db, runId, step);
  if (!checkpoint) return null;
  const read = async (name: string, band: string) => {
    const found = await readVector(db, { checkpointId: checkpoint.id, name: `robustness.${name}`, band });
    return found && readable(found);
  };
  const [neurons, mean, zero, resample] = await Promise.all([
    read("neurons", ""),
    ...["mean", "zero", "resample"].map((kind) => read(`${kind}.absolute`, "rare")),
  ]);
  if (!neurons || !mean || !zero || !resample) return null;
  const names = otherAblations.map((kind) => `robustness.correlation.${kind}`);
  const series = await readSeries(db, { runId, names, fromStep: step, toStep: step });
  return {
    step,
    neurons: neurons.map((neuron) => neuron ?? -1),
    ...{ mean, zero, resample },
    correlations: otherAblations.map((kind, k) => {
      const found = series[names[k]!];
      return {
        kind,
        value: found?.values[0] ?? null,
        low: found?.low[0] ?? null,
        high: found?.high[0] ?? null,
        reason: found?.reasons[0] ?? null,
      };
    }),
  };
}
