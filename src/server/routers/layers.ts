import { z } from "zod";
import { readInfluence } from "../influence/readInfluence";
import { readLayers } from "../layers/readLayers";
import { requestLayersAt } from "../layers/requestLayersAt";
import { procedure, router } from "../trpc";

const AtStep = z.object({ runId: z.string(), step: z.int() });

export const layersRouter = router({
  /** How the MLPs of all layers compare at one step, and which of them are measured. */
  compare: procedure.input(AtStep).query(({ ctx, input }) => readLayers(ctx.db, input)),

  /** Every neuron of another layer than the final one: influences by band in rank order, the fits of each curve. */
  at: procedure
    .input(AtStep.extend({ layer: z.int().min(0) }))
    .query(({ ctx, input }) => readInfluence(ctx.db, input)),

  /** Queues the influence of some layers' neurons, by a forward pass for each. */
  measure: procedure
    .input(AtStep.extend({ layers: z.array(z.int().min(0)).min(1).max(1024) }))
    .mutation(({ ctx, input }) => requestLayersAt(ctx.db, input)),
});
