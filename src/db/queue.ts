import PgBoss from "pg-boss";
import { channels } from "~/core/events";
import { type JobKind, jobPayloads, type JobPayload, jobPriority } from "~/core/jobs";
import type { Db } from "./client";

/** The kinds of jobs, the most urgent first. */
export const jobKinds = (Object.keys(jobPayloads) as JobKind[]).sort(
  (a, b) => jobPriority[b] - jobPriority[a],
);

/** How often a job is tried again after its worker died or it failed for a reason that may pass. */
const retryLimit = 5;

/** Makes or updates the tables of the queue and clears away old jobs. Safe to repeat. */
export async function installQueues(url: string): Promise<void> {
  const boss = new PgBoss({ connectionString: url, max: 1, supervise: false, schedule: false });
  let failure: unknown;
  boss.on("error", (error) => (failure = error));
  await boss.start();
  try {
    // "stately": of one key at most one job waits and one is active, so a run is never trained by two workers.
    for (const name of jobKinds) {
      await boss.createQueue(name, {
        name,
        policy: "stately",
        retryLimit,
        expireInHours: 23,
        retentionDays: 30,
      });
    }
    await boss.maintain();
  } finally {
    await boss.stop({ graceful: false, wait: true });
  }
  if (failure) throw failure as Error;
}

/**
 * Queues a job and, at the commit, wakes the workers.
 *
 * @returns false when the same job is waiting already
 */
export async function enqueue<K extends JobKind>(
  db: Db,
  kind: K,
  payload: JobPayload<K>,
  { startAfterSeconds = 0 } = {},
): Promise<boolean> {
  const singletonKey = Object.values(payload).map(String).join(" ");
  const id = await bossOn(db).send(kind, payload, { singletonKey, startAfter: startAfterSeconds });
  await notifyJobs(db, kind);
  return id !== null;
}

export async function notifyJobs(db: Db, kind: JobKind): Promise<void> {
  await db.$executeRaw`select pg_notify(${channels.jobs}, ${kind})`;
}

/** How long until the next job that was put off may be taken; null when none was. Nothing announces that moment. */
export async function msUntilDue(db: Db): Promise<number | null> {
  const [row] = await db.$queryRaw<{ ms: number | null }[]>`
    select (extract(epoch from min(start_after) - clock_timestamp()) * 1000)::float8 as ms
    from pgboss.job where state in ('created', 'retry') and start_after > clock_timestamp()`;
  return row?.ms ?? null;
}

export interface QueueSize {
  waiting: number;
  active: number;
  /** Given up after every retry. */
  failed: number;
}

export async function queueSizes(db: Db): Promise<Record<JobKind, QueueSize>> {
  const rows = await db.$queryRaw<(QueueSize & { name: string })[]>`
    select name,
      count(*) filter (where state in ('created', 'retry'))::int as waiting,
      count(*) filter (where state = 'active')::int as active,
      count(*) filter (where state = 'failed')::int as failed
    from pgboss.job group by name`;
  const sizeOf = (kind: JobKind): QueueSize => {
    const { waiting, active, failed } = rows.find(({ name }) => name === kind) ?? {
      waiting: 0,
      active: 0,
      failed: 0,
    };
    return { waiting, active, failed };
  };
  return Object.fromEntries(jobKinds.map((kind) => [kind, sizeOf(kind)])) as Record<JobKind, QueueSize>;
}

/** pg-boss on our own connection or transaction, so that a job is queued together with the rows it is about. */
export function bossOn(db: Db): PgBoss {
  return new PgBoss({ db: { executeSql: (text, values) => executeSql(db, text, values) } });
}

export async function executeSql(db: Db, text: string, values: unknown[]): Promise<{ rows: unknown[] }> {
  return { rows: await db.$queryRawUnsafe<unknown[]>(text, ...values.map(toParameter)) };
}

function toParameter(value: unknown): unknown {
  if (value === undefined) return null;
  return typeof value === "object" && value !== null && !Array.isArray(value) ? JSON.stringify(value) : value;
}
