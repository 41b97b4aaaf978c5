import { topNeurons } from "~/core/influence/topNeurons";
import type { Db } from "~/db/client";
import { readVectorsOfRun } from "~/db/vectors";

/**
 * The most influential neurons of one step over all steps: `values[k][s]` in nats of `neurons[k]` at `steps[s]`, the
 * strongest first. Empty where the step is not measured.
 */
export async function readLeaders(
  db: Db,
  { runId, step, band, count }: { runId: string; step: number; band: string; count: number },
) {
  const vectors = await readVectorsOfRun(db, { runId, name: "influence.absolute", band });
  const here = vectors.find((vector) => vector.step === step);
  const neurons = here ? [...topNeurons(Float64Array.from(here.values), count)] : [];
  return {
    steps: vectors.map((vector) => vector.step),
    neurons,
    values: neurons.map((neuron) => vectors.map(({ values }) => values[neuron] ?? null)),
  };
}
