import { z } from "zod";
import { readInfluence } from "../influence/readInfluence";
import { readLayers } from "../layers/readLayers";
import { requestLayerAt } from "../layers/requestLayerAt";
import { procedure, router } from "../trpc";

const AtStep = z.object({ runId: z.string(), step: z.int() });
const OfLayer = AtStep.extend({ layer: z.int().min(0) });

export const layersRouter = router({
  /** How the MLPs of all layers compare at one step, and which of them are measured. */
  compare: procedure.input(AtStep).query(({ ctx, input }) => readLayers(ctx.db, input)),

  /** Every neuron of another layer than the final one: influences by band in rank order, the fits of each curve. */
  at: procedure.input(OfLayer).query(({ ctx, input }) => readInfluence(ctx.db, input)),

  /** Queues the influence of a layer's neurons, by a forward pass for each. */
  measure: procedure.input(OfLayer).mutation(({ ctx, input }) => requestLayerAt(ctx.db, input)),
});
