import { z } from "zod";
import { AppError } from "~/core/errors";
import { findCheckpointAt } from "~/db/checkpoints";
import { enqueue } from "~/db/queue";
import { procedure, router } from "../trpc";

export const measurementsRouter = router({
  /** Queues what is missing of one checkpoint: skipped and failed cells are measured, done ones are left. */
  fill: procedure
    .input(z.object({ runId: z.string(), step: z.int() }))
    .mutation(async ({ ctx, input: { runId, step } }) => {
      const checkpoint = await findCheckpointAt(ctx.db, runId, step);
      if (!checkpoint) throw new AppError("not_found", `Run ${runId} has no checkpoint at step ${step}.`);
      return { queued: await enqueue(ctx.db, "measure", { checkpointId: checkpoint.id }) };
    }),
});
