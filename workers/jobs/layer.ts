import type { JobPayload } from "~/core/jobs";
import { findCheckpoint } from "~/db/checkpoints";
import { measureCheckpoint } from "~workers/measure/measureCheckpoint";
import type { JobContext } from "./jobContext";

/** Ablates the neurons of any layer of a checkpoint. Somebody asked for it, so its time counts against nothing. */
export async function layer(
  { checkpointId, layer: of }: JobPayload<"layer">,
  context: JobContext,
  signal: AbortSignal,
): Promise<void> {
  if (!(await findCheckpoint(context.db, checkpointId))) return;
  await measureCheckpoint({ ...context, checkpointId, cells: ["layer"], layer: of, signal });
}
