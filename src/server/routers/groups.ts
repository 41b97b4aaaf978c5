import { z } from "zod";
import { findCheckpointAt } from "~/db/checkpoints";
import { listGroupStatistics, readNullValues } from "~/db/groupStatistics";
import { readCorrelation } from "../groups/readCorrelation";
import { readRouting } from "../routing/readRouting";
import { groupColumns } from "../timeline/groupColumns";
import { procedure, router } from "../trpc";

const Statistic = z.object({
  group: z.string(),
  space: z.string(),
  statistic: z.string(),
  method: z.string(),
});

export const groupsRouter = router({
  /** Every statistic of the neuron groups at one step, each with 95 % of its null. */
  at: procedure
    .input(z.object({ runId: z.string(), step: z.int() }))
    .query(async ({ ctx, input: { runId, step } }) => {
      const checkpoint = await findCheckpointAt(ctx.db, runId, step);
      return checkpoint ? listGroupStatistics(ctx.db, { checkpointId: checkpoint.id }) : [];
    }),

  /** The null distribution of one of them, value by value. */
  nullValues: procedure
    .input(Statistic.extend({ measurementId: z.int() }))
    .query(({ ctx, input }) => readNullValues(ctx.db, input)),

  /** The co-activation matrix of the leading group at one step. */
  correlation: procedure
    .input(z.object({ runId: z.string(), step: z.int() }))
    .query(({ ctx, input }) => readCorrelation(ctx.db, input)),

  /** Which heads route to the leading group at one step, for rare and for common targets. */
  routing: procedure
    .input(z.object({ runId: z.string(), step: z.int() }))
    .query(({ ctx, input }) => readRouting(ctx.db, input)),

  /** One statistic at every step it was measured at. */
  overSteps: procedure.input(Statistic.extend({ runId: z.string() })).query(async ({ ctx, input }) => {
    const rows = await listGroupStatistics(ctx.db, input);
    const steps = rows.map(({ step }) => step);
    return { steps, columns: groupColumns(rows, steps)[0] ?? null };
  }),
});
