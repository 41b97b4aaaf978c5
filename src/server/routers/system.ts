import { z } from "zod";
import { AppError } from "~/core/errors";
import { enqueue } from "~/db/queue";
import { listJobs } from "~/db/listJobs";
import { retryJob } from "~/db/retryJob";
import { listSelfTests } from "~/db/selfTests";
import { storageUse } from "~/db/storageUse";
import { listWorkers } from "~/db/workerRows";
import { readEnv } from "~/env";
import { readDisk } from "../system/readDisk";
import { procedure, router } from "../trpc";

const DONE_JOBS = 12;
const SELF_TESTS = 8;

export const systemRouter = router({
  /** Who works, and on what; `now` is the server's clock, which heartbeats are told by. */
  workers: procedure.query(async ({ ctx }) => ({ now: new Date(), workers: await listWorkers(ctx.db) })),

  jobs: procedure.query(({ ctx }) => listJobs(ctx.db, { done: DONE_JOBS })),

  storage: procedure.query(async ({ ctx }) => ({
    ...(await storageUse(ctx.db)),
    disk: await readDisk(readEnv().PLATEAU_DATA_DIR),
  })),

  /** A job that was given up is queued once more. */
  retry: procedure.input(z.object({ id: z.uuid() })).mutation(({ ctx, input }) => retryJob(ctx.db, input.id)),

  selfTests: procedure.query(({ ctx }) => listSelfTests(ctx.db, { limit: SELF_TESTS })),

  /** A worker recomputes the reference cases. */
  runSelfTest: procedure.mutation(async ({ ctx }) => {
    const workers = await listWorkers(ctx.db);
    if (!workers.some(({ alive }) => alive)) {
      throw new AppError("unavailable", "No worker is running. Start one with: npm run plateau -- worker");
    }
    return { queued: await enqueue(ctx.db, "selftest", {}) };
  }),
});
