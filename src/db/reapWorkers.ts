import type { JobKind } from "~/core/jobs";
import { failJob } from "./claimedJobs";
import type { Database, Db } from "./client";
import { notifyEvents } from "./events";
import { releaseCellsOf } from "./ledger";
import { setRunStateIfPossible } from "./runStates";
import { isAlive, isWorkedOn, silenceSeconds } from "./workerRows";

interface DeadWorker {
  id: string;
  jobKind: JobKind | null;
  jobId: string | null;
  runId: string | null;
}

export interface ReapOptions {
  /** This machine, whose processes can be looked at … */
  host: string;
  /** … so that the death of one is known at once. */
  isRunning: (pid: number) => boolean;
}

/**
 * Clears away workers that died: their jobs are queued again, their cells can be taken again, and a run that
 * nobody works on any more is shown as crashed until somebody does.
 *
 * @returns the ids of the dead
 */
export async function reapWorkers(db: Database, options: ReapOptions): Promise<string[]> {
  const silent = await findSilent(db, options);
  const dead: DeadWorker[] = [];
  for (const id of silent) {
    const worker = await db.$transaction((tx) => bury(tx, id));
    if (worker) dead.push(worker);
  }
  for (const { runId } of dead) if (runId) await notifyEvents(db, runId);
  return dead.map(({ id }) => id);
}

async function findSilent(db: Db, { host, isRunning }: ReapOptions): Promise<string[]> {
  const workers = await db.$queryRaw<{ id: string; pid: number; near: boolean; silent: boolean }[]>`
    select id, pid, not ${isAlive} as silent,
      host = ${host} and "heartbeatAt" < now() - interval '2 seconds' as near
    from "Worker" w where "stoppedAt" is null`;
  return workers.filter(({ pid, near, silent }) => silent || (near && !isRunning(pid))).map(({ id }) => id);
}

/** Whoever marks the worker first does the rest. It may have come back to life since it was looked at: then it is too late for it. */
async function bury(tx: Db, id: string): Promise<DeadWorker | null> {
  const worker = await tx.worker.findUnique({
    where: { id },
    select: { id: true, jobKind: true, jobId: true, runId: true },
  });
  const { count } = await tx.worker.updateMany({
    where: { id, stoppedAt: null },
    data: { stoppedAt: new Date() },
  });
  if (!worker || count === 0) return null;

  await releaseCellsOf(tx, id);
  const { jobId, runId } = worker;
  const kind = worker.jobKind as JobKind | null;
  const message = `Its worker ${id} ended or was silent for ${silenceSeconds} s.`;
  if (jobId && kind && runId !== null) await failJob(tx, id, { job: { id: jobId, kind, runId }, message });
  if (runId && !(await isWorkedOn(tx, runId))) {
    await setRunStateIfPossible(tx, { runId, state: "crashed", reason: message });
  }
  return { ...worker, jobKind: kind };
}
