import { z } from "zod";
import { MeasurementCell, NamedCell } from "~/core/cells";
import { AppError } from "~/core/errors";
import { requestBackfill } from "~/db/backfill";
import { findCheckpointAt } from "~/db/checkpoints";
import { enqueue } from "~/db/queue";
import { procedure, router } from "../trpc";

export const measurementsRouter = router({
  /** Queues one cell of one checkpoint that was skipped, failed or never asked for; a cell that is done stays. */
  fill: procedure
    .input(z.object({ runId: z.string(), step: z.int(), cell: NamedCell }))
    .mutation(async ({ ctx, input: { runId, step, cell } }) => {
      const checkpoint = await findCheckpointAt(ctx.db, runId, step);
      if (!checkpoint) throw new AppError("not_found", `Run ${runId} has no checkpoint at step ${step}.`);
      return { queued: await enqueue(ctx.db, "measure", { checkpointId: checkpoint.id, cells: [cell] }) };
    }),

  /** Queues what is missing of a run, all of it or the cells given; it is filled in when nobody trains. */
  backfill: procedure
    .input(z.object({ runId: z.string(), cells: z.array(MeasurementCell).optional() }))
    .mutation(({ ctx, input }) => requestBackfill(ctx.db, input.runId, input.cells)),
});
