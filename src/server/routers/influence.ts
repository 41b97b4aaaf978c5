import { z } from "zod";
import { readInfluence } from "../influence/readInfluence";
import { readRankCurves } from "../influence/readRankCurves";
import { procedure, router } from "../trpc";

export const influenceRouter = router({
  /** Every neuron at one step: influences by band in rank order, the fits of each curve. */
  at: procedure
    .input(z.object({ runId: z.string(), step: z.int() }))
    .query(({ ctx, input }) => readInfluence(ctx.db, input)),

  /** The ranked curve of every measured step, at log-spaced ranks. */
  ranks: procedure
    .input(z.object({ runId: z.string(), band: z.enum(["rare", "common", "all"]) }))
    .query(({ ctx, input }) => readRankCurves(ctx.db, input)),
});
