import { z } from "zod";
import { readInfluence } from "../influence/readInfluence";
import { readLeaders } from "../influence/readLeaders";
import { readMigrations } from "../influence/readMigrations";
import { readRobustness } from "../influence/readRobustness";
import { readRankCurves } from "../influence/readRankCurves";
import { procedure, router } from "../trpc";

const Band = z.enum(["rare", "common", "sub_elbow"]);

export const influenceRouter = router({
  /** Every neuron at one step: influences by band in rank order, the fits of each curve. */
  at: procedure
    .input(z.object({ runId: z.string(), step: z.int() }))
    .query(({ ctx, input }) => readInfluence(ctx.db, input)),

  /** The ranked curve of every measured step, at log-spaced ranks. */
  ranks: procedure
    .input(z.object({ runId: z.string(), band: Band }))
    .query(({ ctx, input }) => readRankCurves(ctx.db, input)),

  /** The leading neurons of one step under other ablations than the mean's. */
  robustness: procedure
    .input(z.object({ runId: z.string(), step: z.int() }))
    .query(({ ctx, input }) => readRobustness(ctx.db, input)),

  /** Where the neurons of one band went between two steps. */
  migrations: procedure
    .input(z.object({ runId: z.string(), from: z.int(), to: z.int(), band: Band }))
    .query(({ ctx, input }) => readMigrations(ctx.db, input)),

  /** The leading neurons of one step over all steps. */
  leaders: procedure
    .input(
      z.object({
        runId: z.string(),
        step: z.int(),
        band: Band,
        count: z.int().min(1).max(50).default(8),
      }),
    )
    .query(({ ctx, input }) => readLeaders(ctx.db, input)),
});
