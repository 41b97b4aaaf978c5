import PgBoss from "pg-boss";
import { AppError, type ErrorCode } from "~/core/errors";
import { type JobKind, jobPayloads, type JobPayload } from "~/core/jobs";
import type { Database, Db } from "./client";
import { bossOn, executeSql, jobKinds, notifyJobs } from "./queue";
import { setRunStateIfPossible } from "./runStates";
import { inTransaction } from "./transaction";

/** A job in the hands of a worker. */
export type ClaimedJob = {
  [K in JobKind]: { id: string; kind: K; payload: JobPayload<K>; runId: string };
}[JobKind];

export interface JobFailure {
  job: Pick<ClaimedJob, "id" | "kind" | "runId">;
  /** For the reader. */
  message: string;
  code?: ErrorCode;
  /** Trying again would not help. */
  final?: boolean;
}

/** Gives a worker the most urgent job there is, and records that it has it. */
export async function claimJob(db: Database, workerId: string): Promise<ClaimedJob | null> {
  for (const kind of jobKinds) {
    const job = await claimKind(db, workerId, kind);
    if (job) return job;
  }
  return null;
}

function claimKind(db: Database, workerId: string, kind: JobKind): Promise<ClaimedJob | null> {
  return db
    .$transaction(async (tx) => {
      const fetched = await fetchOne(tx, kind);
      if (!fetched) return null;
      const job = await readJob(tx, kind, fetched);
      const { count } = await tx.worker.updateMany({
        where: { id: workerId, stoppedAt: null },
        data: { jobKind: kind, jobId: job.id, runId: job.runId },
      });
      if (count === 0) throw new AppError("conflict", `Worker ${workerId} was declared dead.`);
      return job;
    })
    .catch((error: unknown) => {
      // The same job is in other hands; it waits until that one is done.
      if (isUniqueViolation(error)) return null;
      throw error;
    });
}

/** pg-boss's fetch hides every error, so the statement's own is kept and thrown. */
async function fetchOne(tx: Db, kind: JobKind): Promise<PgBoss.Job | undefined> {
  let failure: unknown;
  const boss = new PgBoss({
    db: {
      executeSql: (text, values) =>
        executeSql(tx, text, values).catch((error: unknown) => {
          failure = error;
          throw error;
        }),
    },
  });
  const [job] = await boss.fetch<object>(kind, { batchSize: 1 });
  if (failure) throw failure as Error;
  return job;
}

async function readJob(tx: Db, kind: JobKind, { id, data }: PgBoss.Job): Promise<ClaimedJob> {
  const payload = jobPayloads[kind].parse(data);
  return { id, kind, payload, runId: await runOf(tx, payload) } as ClaimedJob;
}

/** "" when the job is about no run, or what it is about is no longer there. */
async function runOf(tx: Db, payload: ClaimedJob["payload"]): Promise<string> {
  if ("runId" in payload) return payload.runId;
  if (!("checkpointId" in payload || "measurementId" in payload)) return "";
  const checkpoint =
    "checkpointId" in payload
      ? await tx.checkpoint.findUnique({ where: { id: payload.checkpointId }, select: { runId: true } })
      : await tx.checkpoint.findFirst({
          where: { measurements: { some: { id: payload.measurementId } } },
          select: { runId: true },
        });
  return checkpoint?.runId ?? "";
}

/** @throws AppError conflict when the worker was declared dead and the job given to another */
export function completeJob(db: Database, workerId: string, job: ClaimedJob): Promise<void> {
  return db.$transaction(async (tx) => {
    await letGo(tx, workerId, job.id);
    await bossOn(tx).complete(job.kind, job.id);
    await notifyJobs(tx, job.kind);
  });
}

/** What a worker that stops does with its job: another takes it up, and no attempt is counted. */
export function releaseJob(db: Database, workerId: string, job: ClaimedJob): Promise<void> {
  return db.$transaction(async (tx) => {
    await letGo(tx, workerId, job.id);
    await tx.$executeRaw`
      update pgboss.job set retry_limit = retry_limit + 1 where name = ${job.kind} and id = ${job.id}::uuid`;
    await bossOn(tx).fail(job.kind, job.id);
    await notifyJobs(tx, job.kind);
  });
}

/**
 * A job that failed is tried again, at once and a few times; after that, or when `final`, its run is failed (for
 * training and scanning) or its cells are (for measuring), and `message` is what the reader sees.
 *
 * @throws AppError conflict when the worker was declared dead and the job given to another
 */
export function failJob(db: Db, workerId: string, failure: JobFailure): Promise<void> {
  const { job, message, final = false } = failure;
  return inTransaction(db, async (tx) => {
    await letGo(tx, workerId, job.id);
    if (final) {
      await tx.$executeRaw`
        update pgboss.job set retry_limit = retry_count where name = ${job.kind} and id = ${job.id}::uuid`;
    }
    await bossOn(tx).fail(job.kind, job.id, { message });
    const [failed] = await tx.$queryRaw<{ data: unknown }[]>`
      select data from pgboss.job where name = ${job.kind} and id = ${job.id}::uuid and state = 'failed'`;
    if (failed) await giveUp(tx, failed.data, failure);
    await notifyJobs(tx, job.kind);
  });
}

async function giveUp(tx: Db, data: unknown, { job, message, code }: JobFailure): Promise<void> {
  if (job.kind !== "measure") {
    const change = { runId: job.runId, state: "failed" as const, reason: message };
    await setRunStateIfPossible(tx, code ? { ...change, code } : change);
    return;
  }
  const payload = jobPayloads[job.kind].parse(data);
  // A cell that was to be recomputed stays as it is.
  if (!("checkpointId" in payload)) return;
  const { checkpointId } = payload;
  await tx.measurement.updateMany({
    where: { checkpointId, state: { in: ["pending", "running"] } },
    data: { state: "failed", reason: message, finishedAt: new Date() },
  });
}

async function letGo(tx: Db, workerId: string, jobId: string): Promise<void> {
  const { count } = await tx.worker.updateMany({
    where: { id: workerId, jobId },
    data: { jobKind: null, jobId: null, runId: null },
  });
  if (count === 0)
    throw new AppError("conflict", `Job ${jobId} was taken from worker ${workerId}, which was silent.`);
}

const isUniqueViolation = (error: unknown) =>
  error instanceof Error && /23505|unique constraint/i.test(error.message);
