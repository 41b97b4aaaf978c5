import type { JobPayload } from "~/core/jobs";
import { findCheckpoint } from "~/db/checkpoints";
import { addMeasuringTime } from "~/db/runProgress";
import { measureCheckpoint } from "~workers/measure/measureCheckpoint";
import type { JobContext } from "./jobContext";

/** Fills what the schedule wants of one checkpoint. */
export async function measure(
  { checkpointId, cells }: JobPayload<"measure">,
  context: JobContext,
  signal: AbortSignal,
): Promise<void> {
  const { db } = context;
  const checkpoint = await findCheckpoint(db, checkpointId);
  if (!checkpoint) return;

  const begin = performance.now();
  try {
    await measureCheckpoint({ ...context, checkpointId, cells, signal });
  } finally {
    await addMeasuringTime(db, checkpoint.runId, performance.now() - begin);
  }
}
