import { z } from "zod";
import { readAlphaOverview } from "../spectra/readAlphaOverview";
import { readSpectrumAt } from "../spectra/readSpectrumAt";
import { procedure, router } from "../trpc";

export const spectraRouter = router({
  /** α of every matrix at every step by every estimator. */
  overview: procedure
    .input(z.object({ runId: z.string() }))
    .query(({ ctx, input }) => readAlphaOverview(ctx.db, input.runId)),

  /** One matrix at one step: eigenvalues, fits and its shuffled baseline. */
  at: procedure
    .input(z.object({ runId: z.string(), step: z.int(), matrix: z.string() }))
    .query(({ ctx, input }) => readSpectrumAt(ctx.db, input)),
});
