import { AppError, type ErrorCode } from "~/core/errors";
import type { JobPayload } from "~/core/jobs";
import { type NamedCell, scheduledCells } from "~/core/cells";
import { findCheckpoint } from "~/db/checkpoints";
import { recordMeasuredStep } from "~/db/ingestProgress";
import { failUnreadable } from "~/db/ledger";
import { enqueue } from "~/db/queue";
import { addMeasuringTime } from "~/db/runProgress";
import { getRun } from "~/db/runs";
import { measureCheckpoint } from "~workers/measure/measureCheckpoint";
import { isHeldByReader } from "./isHeldByReader";
import type { JobContext } from "./jobContext";

/** Fills what the schedule wants of one checkpoint. */
export async function measure(
  { checkpointId, cells }: JobPayload<"measure">,
  context: JobContext,
  signal: AbortSignal,
): Promise<void> {
  const { db, backend } = context;
  const checkpoint = await findCheckpoint(db, checkpointId);
  if (!checkpoint) return;
  const { runId } = checkpoint;
  const run = await getRun(db, runId);
  if (isHeldByReader(run)) return;

  const begin = performance.now();
  try {
    await measureCheckpoint({ ...context, checkpointId, cells, signal });
  } catch (error) {
    if (error instanceof AppError && staysUnread.has(error.code)) {
      await failUnreadable(db, checkpointId, error.message);
    }
    throw error;
  } finally {
    if (isScheduled(cells)) await addMeasuringTime(db, runId, performance.now() - begin);
    if (run.kind === "ingest") {
      await recordMeasuredStep(db, runId, backend.description);
      // Another look tells whether this was the last of them.
      await enqueue(db, "scan", { runId });
    }
  }
}

/** What only a reader asks for counts against no budget. */
const isScheduled = (cells: readonly NamedCell[] = scheduledCells) =>
  cells.some((cell) => scheduledCells.some((scheduled) => scheduled === cell));

/** What trying again does not mend: the weights, or the text they are to be measured on. */
const staysUnread: ReadonlySet<ErrorCode> = new Set([
  "checkpoint_unreadable",
  "not_measurable",
  "not_found",
  "invalid_argument",
  "invalid_config",
]);
