import type { JobPayload } from "~/core/jobs";
import { findCheckpoint } from "~/db/checkpoints";
import { measureCheckpoint } from "~workers/measure/measureCheckpoint";
import type { JobContext } from "./jobContext";

/** Fills cells that were skipped, from the stored weights. Its time counts against nothing. */
export async function backfill(
  { checkpointId, cells }: JobPayload<"backfill">,
  context: JobContext,
  signal: AbortSignal,
): Promise<void> {
  if (!(await findCheckpoint(context.db, checkpointId))) return;
  await measureCheckpoint({ ...context, checkpointId, cells, signal });
}
