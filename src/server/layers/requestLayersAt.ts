import { AppError } from "~/core/errors";
import { requestLayers } from "~/db/backfill";
import { findCheckpointAt } from "~/db/checkpoints";
import type { Db } from "~/db/client";
import { getRun } from "~/db/runs";
import { modelSizes } from "../runs/modelSizes";

/**
 * Queues the influence of some layers' neurons at a step, each as a job of its own; what is measured or queued already stays.
 *
 * @returns how many were queued now
 * @throws AppError not_found; invalid_argument for a layer the model lacks
 */
export async function requestLayersAt(
  db: Db,
  { runId, step, layers: wanted }: { runId: string; step: number; layers: readonly number[] },
): Promise<{ queued: number }> {
  const checkpoint = await findCheckpointAt(db, runId, step);
  if (!checkpoint) throw new AppError("not_found", `Run ${runId} has no checkpoint at step ${step}.`);
  const layers = modelSizes(await getRun(db, runId), checkpoint)?.layers ?? null;
  const lacking = wanted.find((layer) => layers !== null && layer >= layers);
  if (lacking !== undefined) {
    throw new AppError(
      "invalid_argument",
      `There is no layer ${lacking}: the model at step ${step} has layers 0 to ${layers! - 1}.`,
    );
  }
  return { queued: await requestLayers(db, runId, { layers: wanted, step }) };
}
