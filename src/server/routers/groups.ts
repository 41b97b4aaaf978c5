import { z } from "zod";
import { findCheckpointAt } from "~/db/checkpoints";
import { readGroups } from "../groups/readGroups";
import { procedure, router } from "../trpc";

export const groupsRouter = router({
  at: procedure
    .input(z.object({ runId: z.string(), step: z.int() }))
    .query(async ({ ctx, input: { runId, step } }) => {
      const checkpoint = await findCheckpointAt(ctx.db, runId, step);
      return checkpoint ? readGroups(ctx.db, checkpoint.id) : [];
    }),
});
