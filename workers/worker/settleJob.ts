import type { ErrorCode } from "~/core/errors";
import { type ClaimedJob, completeJob, failJob, releaseJob } from "~/db/claimedJobs";
import type { Database } from "~/db/client";
import { notifyEvents } from "~/db/events";
import { releaseCellsOf } from "~/db/ledger";
import { enqueue } from "~/db/queue";
import { findRun } from "~/db/runs";
import { isWorkedOn } from "~/db/workerRows";
import { setRunStateIfPossible } from "~/db/runStates";
import type { Outcome } from "./threadMessages";

const waitForRoomSeconds = 10;

/** What an error means for the job it ended: tried again, given up, or put off until there is room. */
const remedies: Record<ErrorCode, "retry" | "giveUp" | "waitForRoom"> = {
  not_found: "giveUp",
  invalid_argument: "giveUp",
  invalid_config: "giveUp",
  conflict: "retry",
  checkpoint_unreadable: "giveUp",
  not_measurable: "giveUp",
  backend_unavailable: "retry",
  backend_failed: "retry",
  loss_not_finite: "giveUp",
  disk_full: "waitForRoom",
  unavailable: "retry",
};

/** Records how a job ended and what follows. */
export async function settleJob(
  db: Database,
  workerId: string,
  job: ClaimedJob,
  outcome: Outcome,
): Promise<void> {
  if (outcome.kind === "done") {
    await completeJob(db, workerId, job);
  } else if (outcome.kind === "aborted") {
    await releaseCellsOf(db, workerId);
    await releaseJob(db, workerId, job);
  } else {
    const { message, code } = outcome;
    const remedy = code === null ? "retry" : remedies[code];
    if (remedy === "waitForRoom") await putOff(db, workerId, job, message);
    else await failJob(db, workerId, { job, message, ...(code && { code }), final: remedy === "giveUp" });
  }
  await notifyEvents(db, job.runId);
}

/** For a worker that stops: the run it worked on waits for another. */
export async function leaveRun(db: Database, runId: string): Promise<void> {
  const run = await findRun(db, runId);
  if (run?.state === "running" && !(await isWorkedOn(db, runId))) {
    await setRunStateIfPossible(db, { runId, state: "pending" });
    await notifyEvents(db, runId);
  }
}

async function putOff(db: Database, workerId: string, job: ClaimedJob, reason: string): Promise<void> {
  if (job.kind === "train") {
    await setRunStateIfPossible(db, {
      runId: job.runId,
      state: "paused",
      reason: `${reason} The run goes on when there is room.`,
      code: "disk_full",
    });
  }
  await enqueue(db, job.kind, job.payload, { startAfterSeconds: waitForRoomSeconds });
  await completeJob(db, workerId, job);
}
