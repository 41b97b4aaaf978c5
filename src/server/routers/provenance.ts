import { z } from "zod";
import { MeasurementCell } from "~/core/cells";
import { AppError } from "~/core/errors";
import { findCheckpointAt } from "~/db/checkpoints";
import { findProvenance } from "~/db/findProvenance";
import { listRecomputations, requestRecomputation } from "~/db/recomputations";
import { procedure, router } from "../trpc";

const MeasurementId = z.object({ measurementId: z.int() });

export const provenanceRouter = router({
  /** How the numbers of one cell at one step were made; of the cell "layer", those of one layer. */
  get: procedure
    .input(
      z.object({
        runId: z.string(),
        step: z.int(),
        cell: MeasurementCell,
        layer: z.int().min(0).nullable().default(null),
      }),
    )
    .query(async ({ ctx, input: { runId, step, cell, layer } }) => {
      const checkpoint = await findCheckpointAt(ctx.db, runId, step);
      const made = checkpoint && (await findProvenance(ctx.db, { checkpointId: checkpoint.id, cell, layer }));
      if (!made) {
        const what = layer === null ? cell : `${cell} ${layer}`;
        throw new AppError("not_found", `Nothing of ${what} is measured at step ${step} of run ${runId}.`);
      }
      return { ...made, checkpoint: { step, sha256: checkpoint.sha256, tokens: checkpoint.tokens } };
    }),

  /** Computes a cell once more on a worker, to compare. */
  recompute: procedure.input(MeasurementId).mutation(async ({ ctx, input }) => ({
    queued: await requestRecomputation(ctx.db, input.measurementId),
  })),

  /** How earlier recomputations of a cell came out, the newest first. */
  recomputations: procedure
    .input(MeasurementId)
    .query(({ ctx, input }) => listRecomputations(ctx.db, input.measurementId)),
});
