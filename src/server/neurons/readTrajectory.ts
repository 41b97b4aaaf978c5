import { ranksOf } from "~/core/influence/ranksOf";
import type { Db } from "~/db/client";
import { readNeuronOverSteps } from "~/db/readNeuronOverSteps";
import { readVectorsOfRun } from "~/db/vectors";

const measures = {
  absolute: "influence.absolute",
  absoluteError: "influence.absolute.se",
  signed: "influence.signed",
  signedError: "influence.signed.se",
} as const;

type Column = (number | null)[];

/** One neuron over the measured steps of its run: influences with standard errors (nats) and ranks, by band. */
export async function readTrajectory(db: Db, { runId, neuron }: { runId: string; neuron: number }) {
  const [rows, rare, common] = await Promise.all([
    readNeuronOverSteps(db, { runId, neuron, names: Object.values(measures) }),
    readVectorsOfRun(db, { runId, name: measures.absolute, band: "rare" }),
    readVectorsOfRun(db, { runId, name: measures.absolute, band: "common" }),
  ]);
  const steps = [...new Set([...rare, ...common].map(({ step }) => step))].sort((a, b) => a - b);
  const valueAt = new Map(rows.map(({ step, name, band, value }) => [`${step} ${name} ${band}`, value]));

  const bandOf = (band: "rare" | "common", vectors: typeof rare) => {
    const rankAt = new Map(vectors.map(({ step, values }) => [step, ranksOf(values)[neuron] ?? null]));
    const column = (name: string): Column =>
      steps.map((step) => valueAt.get(`${step} ${name} ${band}`) ?? null);
    return {
      absolute: column(measures.absolute),
      absoluteError: column(measures.absoluteError),
      signed: column(measures.signed),
      signedError: column(measures.signedError),
      rank: steps.map((step) => rankAt.get(step) ?? null),
    };
  };
  return { steps, rare: bandOf("rare", rare), common: bandOf("common", common) };
}
