import { AppError } from "~/core/errors";
import { type Checkpoint, findCheckpointAt } from "~/db/checkpoints";
import type { Db } from "~/db/client";
import { getRun } from "~/db/runs";
import { modelSizes } from "../runs/modelSizes";

/**
 * A checkpoint and how many layers its model has; null layers where nobody has read it.
 *
 * @throws AppError not_found
 */
export async function checkpointOf(
  db: Db,
  { runId, step }: { runId: string; step: number },
): Promise<{ checkpoint: Checkpoint; layers: number | null }> {
  const checkpoint = await findCheckpointAt(db, runId, step);
  if (!checkpoint) throw new AppError("not_found", `Run ${runId} has no checkpoint at step ${step}.`);
  return { checkpoint, layers: modelSizes(await getRun(db, runId), checkpoint)?.layers ?? null };
}
