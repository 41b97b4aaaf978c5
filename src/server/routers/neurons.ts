import { z } from "zod";
import { readNeuron } from "../neurons/readNeuron";
import { readNeurons } from "../neurons/readNeurons";
import { readRankHistory } from "../neurons/readRankHistory";
import { readTrajectory } from "../neurons/readTrajectory";
import { procedure, router } from "../trpc";

const RunId = z.string();
const Band = z.enum(["rare", "common", "all"]);

export const neuronsRouter = router({
  /** Every per-neuron number at one step. */
  at: procedure
    .input(z.object({ runId: RunId, step: z.int() }))
    .query(({ ctx, input }) => readNeurons(ctx.db, input)),

  /** The rank of every neuron over the steps, for lines the size of a word. */
  ranks: procedure
    .input(z.object({ runId: RunId, band: Band }))
    .query(({ ctx, input }) => readRankHistory(ctx.db, input)),

  /** What one neuron is about at one step. */
  one: procedure
    .input(z.object({ runId: RunId, step: z.int(), neuron: z.int().min(0) }))
    .query(({ ctx, input }) => readNeuron(ctx.db, input)),

  /** One neuron over the steps. */
  trajectory: procedure
    .input(z.object({ runId: RunId, neuron: z.int().min(0) }))
    .query(({ ctx, input }) => readTrajectory(ctx.db, input)),
});
