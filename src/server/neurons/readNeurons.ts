import { AppError } from "~/core/errors";
import { findCheckpointAt } from "~/db/checkpoints";
import type { Db } from "~/db/client";
import { listNeuronVectors } from "~/db/listNeuronVectors";
import { listRegimeFits } from "~/db/regimeFits";
import { getRun } from "~/db/runs";
import { modelSizes } from "../runs/modelSizes";
import { standingsOf } from "./standingsOf";
import { vectorKey } from "./vectorKey";

/** Influences are float64 of a float32 model: nine digits hold all that was measured, and half the bytes. */
const DIGITS = 9;

/**
 * Every number there is of every neuron of the layer at one step: columns by name and band
 * ("influence.absolute:rare"), and where each neuron stands among the others.
 *
 * @throws AppError not_found when the run has no checkpoint at that step
 */
export async function readNeurons(db: Db, { runId, step }: { runId: string; step: number }) {
  const checkpoint = await findCheckpointAt(db, runId, step);
  if (!checkpoint) throw new AppError("not_found", `Run ${runId} has no checkpoint at step ${step}.`);
  const { layers, mlpWidth } = modelSizes(await getRun(db, runId), checkpoint) ?? { layers: 1, mlpWidth: 0 };

  const [vectors, fits] = await Promise.all([
    listNeuronVectors(db, {
      checkpointId: checkpoint.id,
      neurons: mlpWidth,
      cells: ["influence", "neurons", "frequency"],
    }),
    listRegimeFits(db, { checkpointId: checkpoint.id, curve: "absolute", method: "calibrated" }),
  ]);
  const standings = (band: "rare" | "common") => {
    const fitted = fits.find((row) => row.band === band);
    return standingsOf(vectors, band, fitted?.method === "calibrated" ? fitted.fit : null);
  };
  return {
    step,
    layer: layers - 1,
    neurons: mlpWidth,
    columns: Object.fromEntries(
      vectors.map((vector) => [
        vectorKey(vector),
        vector.values.map((value) => (value === null ? null : Number(value.toPrecision(DIGITS)))),
      ]),
    ),
    standings: { rare: standings("rare"), common: standings("common") },
  };
}
