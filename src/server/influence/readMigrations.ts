import { AppError } from "~/core/errors";
import { regimeMigrations } from "~/core/regimes/regimeMigrations";
import { type RegimeName, regimeOfNeurons } from "~/core/regimes/regimeOfNeurons";
import { findCheckpointAt } from "~/db/checkpoints";
import type { Db } from "~/db/client";
import { listRegimeFits } from "~/db/regimeFits";
import { readVector } from "~/db/vectors";

const targets = {
  rare: "rare targets",
  common: "common targets",
  sub_elbow: "targets below the elbow",
} as const;
type Band = keyof typeof targets;

/**
 * Where the neurons of one band went between two steps: `counts[from][to]` over plateau, power law, decay, none, and
 * which neurons came onto the plateau and which left it.
 *
 * @throws AppError not_found where one of the steps is not measured
 */
export async function readMigrations(
  db: Db,
  { runId, from, to, band }: { runId: string; from: number; to: number; band: Band },
) {
  const [before, after] = await Promise.all([from, to].map((step) => regimesAt(db, { runId, step, band })));
  const on = (regimes: (RegimeName | null)[], neuron: number) => regimes[neuron] === "plateau";
  const neurons = before!.map((_, neuron) => neuron);
  return {
    ...{ from, to, band },
    counts: regimeMigrations(before!, after!),
    entered: neurons.filter((neuron) => !on(before!, neuron) && on(after!, neuron)),
    left: neurons.filter((neuron) => on(before!, neuron) && !on(after!, neuron)),
  };
}

async function regimesAt(
  db: Db,
  { runId, step, band }: { runId: string; step: number; band: Band },
): Promise<(RegimeName | null)[]> {
  const checkpoint = await findCheckpointAt(db, runId, step);
  const of = checkpoint && { checkpointId: checkpoint.id, band };
  const [values, fits] = await Promise.all([
    of && readVector(db, { ...of, name: "influence.absolute" }),
    of && listRegimeFits(db, { ...of, curve: "absolute", method: "calibrated" }),
  ]);
  const fit = fits?.[0];
  if (!values || fit?.method !== "calibrated") {
    throw new AppError(
      "not_found",
      `The influence on ${targets[band]} is not measured at step ${step} of run ${runId}.`,
    );
  }
  return regimeOfNeurons(Float64Array.from(values), fit.fit);
}
