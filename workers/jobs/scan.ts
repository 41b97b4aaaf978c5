import { existsSync } from "node:fs";
import type { JobPayload } from "~/core/jobs";
import { isOver } from "~/core/runState";
import { addCheckpointRow, listCheckpointSteps, moveCheckpoint } from "~/db/checkpoints";
import { appendEvents, notifyEvents } from "~/db/events";
import { finishIngest, recordSeenSteps } from "~/db/ingestProgress";
import { enqueue } from "~/db/queue";
import { findRun, type IngestRun } from "~/db/runs";
import { setRunStateIfPossible } from "~/db/runStates";
import { listUndescribed, noteDescription } from "~/db/undescribed";
import { listUnfinished } from "~/db/unfinishedCheckpoints";
import { describedBy } from "~workers/sources/folder/describedBy";
import { readinessOf } from "~workers/sources/folder/readinessOf";
import { type CompleteCheckpoint, listComplete } from "~workers/sources/listComplete";
import { isElsewhere } from "~workers/sources/openSource";
import type { JobContext } from "./jobContext";

/** Between two looks at a source that is followed, or in which something is still being written. A hub is asked rarely. */
const lookAgainSeconds = { here: 1, elsewhere: 60 };

/**
 * Looks once for checkpoints of an ingested run. Each new one that is complete gets its row and the job that measures
 * it, in one transaction; what is there already stays as it is, so looking may be repeated.
 */
export async function scan(
  { runId }: JobPayload<"scan">,
  context: JobContext,
  signal: AbortSignal,
): Promise<void> {
  const { db, log } = context;
  const run = await findRun(db, runId);
  if (run?.kind !== "ingest" || isOver(run.state) || run.state === "paused") return;
  if (run.state !== "running") {
    await setRunStateIfPossible(db, { runId, state: "running" });
    // Where a reader paused it, measuring was let go.
    for (const checkpointId of await listUnfinished(db, runId))
      await enqueue(db, "measure", { checkpointId });
  }

  const known = await listCheckpointSteps(db, runId);
  const { complete, waiting, moved } = await listComplete(run.config, known);
  for (const { step, uri } of moved) {
    await db.$transaction(async (tx) => {
      await enqueue(tx, "measure", { checkpointId: await moveCheckpoint(tx, { runId, step, uri }) });
    });
    log.info(`${run.name}: step ${step} lies at ${uri} now`);
  }
  for (const checkpoint of complete) {
    signal.throwIfAborted();
    await addCheckpoint(run, checkpoint, context);
  }
  if (run.config.follow && !isElsewhere(run.config.source)) await measureDescribed(run, context);
  if (complete.length > 0) await recordSeenSteps(db, runId);
  await notifyEvents(db, runId);

  if (run.config.follow || waiting > 0) {
    await enqueue(
      db,
      "scan",
      { runId },
      {
        startAfterSeconds: lookAgainSeconds[isElsewhere(run.config.source) ? "elsewhere" : "here"],
      },
    );
  } else {
    await finishIngest(db, runId);
    await notifyEvents(db, runId);
  }
}

/** Measures again what could not be read as a model, once a configuration or a tokenizer has come late; once for each change. */
async function measureDescribed({ id: runId, name }: IngestRun, { db, log }: JobContext): Promise<void> {
  for (const { id: checkpointId, step, uri, describedBy: before } of await listUndescribed(db, runId)) {
    const now = await describedBy(uri);
    // A trainer that keeps its last few removes the others: what is gone says nothing new.
    if (now === before || now === "" || !existsSync(uri)) continue;
    if (!(await readinessOf(uri, { patient: true })).ready) continue;
    await db.$transaction(async (tx) => {
      await noteDescription(tx, { id: checkpointId, describedBy: now });
      await enqueue(tx, "measure", { checkpointId });
    });
    log.info(`${name}: step ${step} has something new beside its weights`);
  }
}

async function addCheckpoint(
  { id: runId, name }: IngestRun,
  { step, uri, bytes }: CompleteCheckpoint,
  { db, log }: JobContext,
): Promise<void> {
  await db.$transaction(async (tx) => {
    const unread = { tokens: null, sha256: null, format: "", architecture: {} };
    const checkpointId = await addCheckpointRow(tx, { runId, step, uri, bytes, ...unread });
    if (checkpointId === null) return;
    await enqueue(tx, "measure", { checkpointId });
    await appendEvents(tx, runId, [{ type: "checkpoint", step, checkpointId }]);
    log.info(`${name}: found step ${step} at ${uri}`);
  });
}
