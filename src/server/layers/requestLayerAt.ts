import { AppError } from "~/core/errors";
import { requestLayer } from "~/db/backfill";
import { findCheckpointAt } from "~/db/checkpoints";
import type { Db } from "~/db/client";
import { getRun } from "~/db/runs";
import { modelSizes } from "../runs/modelSizes";

/**
 * Queues the influence of one layer's neurons at a step.
 *
 * @throws AppError not_found; invalid_argument for a layer the model lacks
 */
export async function requestLayerAt(
  db: Db,
  { runId, step, layer }: { runId: string; step: number; layer: number },
): Promise<{ queued: boolean }> {
  const checkpoint = await findCheckpointAt(db, runId, step);
  if (!checkpoint) throw new AppError("not_found", `Run ${runId} has no checkpoint at step ${step}.`);
  const layers = modelSizes(await getRun(db, runId), checkpoint)?.layers ?? null;
  if (layers !== null && layer >= layers) {
    throw new AppError(
      "invalid_argument",
      `There is no layer ${layer}: the model at step ${step} has layers 0 to ${layers - 1}.`,
    );
  }
  return { queued: await requestLayer(db, checkpoint.id, layer) };
}
