import type { JobKind } from "~/core/jobs";
import type { Db } from "./client";
import { Prisma } from "./generated/client";

/** A worker that was silent for longer is taken for dead. It beats every second. */
export const silenceSeconds = 10;

/** SQL, of a row of "Worker" named w. */
export const isAlive = Prisma.sql`(w."stoppedAt" is null and w."heartbeatAt" > now() - ${silenceSeconds} * interval '1 second')`;

export interface WorkerInfo {
  id: string;
  host: string;
  pid: number;
  /** "native avx512, 2 threads" */
  backend: string;
  codeVersion: string;
}

export interface WorkerStatus extends WorkerInfo {
  /** What it works on now. */
  jobKind: JobKind | null;
  runId: string | null;
  startedAt: Date;
  heartbeatAt: Date;
  alive: boolean;
}

export async function registerWorker(db: Db, worker: WorkerInfo): Promise<void> {
  await db.worker.create({ data: worker });
}

/** @returns false when the worker was declared dead meanwhile: others do its work, and it must stop */
export async function beat(db: Db, id: string): Promise<boolean> {
  const count =
    await db.$executeRaw`update "Worker" set "heartbeatAt" = now() where id = ${id} and "stoppedAt" is null`;
  return count === 1;
}

/** A clean end. */
export async function stopWorker(db: Db, id: string): Promise<void> {
  await db.worker.updateMany({
    where: { id },
    data: { stoppedAt: new Date(), jobKind: null, jobId: null, runId: null },
  });
}

/** Those that have not ended; one that fell silent is among them until it is cleared away. */
export function listWorkers(db: Db): Promise<WorkerStatus[]> {
  return db.$queryRaw<WorkerStatus[]>`
    select id, host, pid, backend, "codeVersion", "jobKind", "runId", "startedAt", "heartbeatAt", ${isAlive} as alive
    from "Worker" w
    where "stoppedAt" is null
    order by "startedAt", id`;
}

/** Whether a live worker has a job of the run. */
export async function isWorkedOn(db: Db, runId: string): Promise<boolean> {
  const [row] = await db.$queryRaw<{ found: boolean }[]>`
    select exists (select from "Worker" w where "runId" = ${runId} and ${isAlive}) as found`;
  return row?.found === true;
}
