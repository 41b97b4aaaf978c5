import { AppError } from "~/core/errors";
import type { Database } from "./client";
import { notifyEvents } from "./events";
import { enqueue } from "./queue";
import { getRun } from "./runs";
import { setRunState } from "./runStates";
import { firstJob } from "./startRun";

/**
 * Training stops after the step it is in.
 *
 * @throws AppError not_found, or conflict when the run is over
 */
export async function pauseRun(db: Database, id: string): Promise<void> {
  await setRunState(db, { runId: id, state: "paused" });
  await notifyEvents(db, id);
}

/**
 * Queues a paused or crashed run again.
 *
 * @throws AppError not_found, or conflict when the run is over or under way
 */
export async function resumeRun(db: Database, id: string): Promise<void> {
  const { state, kind } = await getRun(db, id);
  if (state === "pending" || state === "running")
    throw new AppError("conflict", `Run ${id} is ${state} already.`);
  await db.$transaction(async (tx) => {
    await setRunState(tx, { runId: id, state: "pending" });
    await enqueue(tx, firstJob[kind], { runId: id });
  });
  await notifyEvents(db, id);
}

/**
 * Ends a run for good; its checkpoints and measurements stay.
 *
 * @throws AppError not_found, or conflict when the run is over already
 */
export async function killRun(db: Database, id: string): Promise<void> {
  await setRunState(db, { runId: id, state: "killed" });
  await notifyEvents(db, id);
}
