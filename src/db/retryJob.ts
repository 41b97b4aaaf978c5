import { AppError } from "~/core/errors";
import type { Database } from "./client";
import { bossOn, jobKinds, notifyJobs } from "./queue";

/**
 * Queues a job once more that was given up.
 *
 * @throws AppError not_found where no such job was given up
 */
export async function retryJob(db: Database, id: string): Promise<void> {
  await db.$transaction(async (tx) => {
    const [job] = await tx.$queryRaw<{ name: string }[]>`
      select name from pgboss.job where id::text = ${id} and state = 'failed' for update`;
    const kind = jobKinds.find((name) => name === job?.name);
    if (kind === undefined)
      throw new AppError("not_found", `There is no job ${JSON.stringify(id)} that failed.`);
    await bossOn(tx).retry(kind, id);
    await notifyJobs(tx, kind);
  });
}
