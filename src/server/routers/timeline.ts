import { z } from "zod";
import { readTimeline } from "../timeline/readTimeline";
import { procedure, router } from "../trpc";

export const timelineRouter = router({
  /** All that the page draws over the steps, column by column. */
  get: procedure
    .input(z.object({ runId: z.string() }))
    .query(({ ctx, input }) => readTimeline(ctx.db, input.runId)),
});
