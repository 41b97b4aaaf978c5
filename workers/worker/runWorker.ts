import { randomUUID } from "node:crypto";
import { hostname } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import { AppError } from "~/core/errors";
import { channels } from "~/core/events";
import { claimJob, type ClaimedJob } from "~/db/claimedJobs";
import { connect, type Database } from "~/db/client";
import { listenTo } from "~/db/listen";
import { msUntilDue } from "~/db/queue";
import { reapWorkers } from "~/db/reapWorkers";
import { beat, registerWorker, stopWorker } from "~/db/workerRows";
import type { Log } from "~workers/log";
import { isRunning } from "./isRunning";
import { isUnwanted } from "./isUnwanted";
import { Latch } from "./latch";
import { leaveRun, settleJob } from "./settleJob";
import { startJobThread } from "./startJobThread";
import type { Outcome, ThreadSettings } from "./threadMessages";

export interface WorkerOptions {
  databaseUrl: string;
  dataDirectory: string;
  /** What computes; the best one of this machine when null. */
  backend: ThreadSettings["backend"];
  /** Whether a GPU that the CPU imitates will do; not when left out. */
  allowSoftwareGpu?: boolean;
  /** Threads of the kernels; all cores when null. */
  threads: number | null;
  codeVersion: string;
  log: Log;
  logLevel: ThreadSettings["logLevel"];
}

const beatMs = 1_000;
/** Jobs announce themselves; this is for a notification that was lost. */
const pollMs = 5_000;
const retryMs = 1_000;

/**
 * Works on the queue, one job at a time, until `signal` is aborted. The main thread only fetches, beats and listens;
 * a thread of its own computes. It outlives a database that goes away and comes back.
 *
 * @throws AppError conflict when it was silent for so long that others took its work; backend_unavailable
 */
export async function runWorker(options: WorkerOptions, signal: AbortSignal): Promise<void> {
  const { databaseUrl, dataDirectory, backend, threads, codeVersion, log, logLevel } = options;
  const id = `${hostname()}-${process.pid}-${randomUUID().slice(0, 8)}`;
  const db = connect(databaseUrl, { connections: 3 });
  const settings: ThreadSettings = {
    databaseUrl,
    dataDirectory,
    backend,
    allowSoftwareGpu: options.allowSoftwareGpu ?? false,
    threads,
    codeVersion,
    logLevel,
    workerId: id,
  };
  const ended = new AbortController();
  const stop = AbortSignal.any([signal, ended.signal]);
  const jobs = new Latch();
  let thread = await startJobThread(settings);
  let current: CurrentJob | null = null;
  try {
    await registerWorker(db, {
      id,
      host: hostname(),
      pid: process.pid,
      backend: thread.backend,
      codeVersion,
    });
    const hear = (channel: string, about: string | null) => {
      if (channel === channels.jobs) jobs.set();
      else if (current && (about === null || about === current.job.runId))
        void cancelUnwanted(db, current, log);
    };
    await listenTo(databaseUrl, [channels.jobs, channels.events], hear, ended.signal);
    const heart = keepBeating(db, id, { log, stop, end: (reason) => ended.abort(reason) });
    log.info(`ready on ${thread.backend}`);

    let runId: string | null = null;
    while (!stop.aborted) {
      const job = await claim(db, id, log);
      if (!job) {
        await jobs.wait(await untilDue(db, log), stop);
        continue;
      }
      if (!thread.isAlive()) {
        // It may be about to end, and with it whatever its kernels are told to leave.
        await thread.end();
        thread = await startJobThread(settings);
      }
      runId = job.runId;
      current = { job, cancel: new AbortController() };
      const outcome = await thread.run(job, AbortSignal.any([stop, current.cancel.signal]));
      current = null;
      await settle(db, id, { job, outcome, log, signal: ended.signal });
    }
    if (runId !== null && !ended.signal.aborted) await leaveRun(db, runId);
    await heart;
    if (ended.signal.reason instanceof AppError) throw ended.signal.reason;
  } finally {
    ended.abort();
    await thread.end();
    await stopWorker(db, id).catch((error: unknown) => log.debug("the database is away", error));
    await db.$disconnect();
  }
}

interface CurrentJob {
  job: ClaimedJob;
  cancel: AbortController;
}

/** Ends the job whose run its reader has just paused or stopped. */
async function cancelUnwanted(db: Database, { job, cancel }: CurrentJob, log: Log): Promise<void> {
  try {
    if (cancel.signal.aborted || !(await isUnwanted(db, job))) return;
    log.info(`${job.kind} of run ${job.runId} was stopped by a reader`);
    cancel.abort();
  } catch (error) {
    log.debug("the database is away", error);
  }
}

interface Heart {
  log: Log;
  stop: AbortSignal;
  end: (reason: AppError) => void;
}

/** Says every second that this worker lives, and clears away those that do not. */
async function keepBeating(db: Database, id: string, { log, stop, end }: Heart): Promise<void> {
  while (!stop.aborted) {
    try {
      if (!(await beat(db, id))) {
        end(new AppError("conflict", `Worker ${id} was silent for so long that others took over its work.`));
        return;
      }
      for (const dead of await reapWorkers(db, { host: hostname(), isRunning }))
        log.info(`worker ${dead} has died`);
    } catch (error) {
      log.warn("the database does not answer", error);
    }
    await sleep(beatMs, undefined, { signal: stop }).catch(() => undefined);
  }
}

async function claim(db: Database, id: string, log: Log): Promise<ClaimedJob | null> {
  try {
    return await claimJob(db, id);
  } catch (error) {
    log.debug("no job", error);
    return null;
  }
}

async function untilDue(db: Database, log: Log): Promise<number> {
  try {
    // A moment behind it, so that it is due by then.
    return Math.min(pollMs, ((await msUntilDue(db)) ?? pollMs) + 1);
  } catch (error) {
    log.debug("the database is away", error);
    return pollMs;
  }
}

interface EndedJob {
  job: ClaimedJob;
  outcome: Outcome;
  log: Log;
  signal: AbortSignal;
}

/** How a job ended must be recorded, however long the database is away, or until others have the job. */
async function settle(db: Database, id: string, { job, outcome, log, signal }: EndedJob): Promise<void> {
  if (outcome.kind === "failed") log.warn(`${job.kind} of run ${job.runId}: ${outcome.message}`);
  for (;;) {
    try {
      await settleJob(db, id, job, outcome);
      return;
    } catch (error) {
      if (signal.aborted || (error instanceof AppError && error.code === "conflict")) return;
      log.warn("the database does not answer", error);
      await sleep(retryMs, undefined, { signal }).catch(() => undefined);
    }
  }
}
