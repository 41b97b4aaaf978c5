import { sequencesOfBand } from "~/core/influence/bandSequences";
import { ranksOf } from "~/core/influence/ranksOf";
import type { Db } from "~/db/client";
import { listProvenances } from "~/db/listProvenances";
import { readNeuronOverSteps } from "~/db/readNeuronOverSteps";
import { readVectorsOfRun } from "~/db/vectors";

const measures = {
  absolute: "influence.absolute",
  absoluteError: "influence.absolute.se",
  signed: "influence.signed",
  signedError: "influence.signed.se",
} as const;

const bands = ["rare", "common", "sub_elbow"] as const;

type Column = (number | null)[];
type Vectors = Awaited<ReturnType<typeof readVectorsOfRun>>;

/**
 * One neuron over the measured steps of its run, by band: influences with standard errors (nats), the sequences those are
 * over, and ranks. Targets below the elbow are a band where a run asks for it; else null.
 */
export async function readTrajectory(db: Db, { runId, neuron }: { runId: string; neuron: number }) {
  const [rows, made, ...vectors] = await Promise.all([
    readNeuronOverSteps(db, { runId, neuron, names: Object.values(measures) }),
    listProvenances(db, { runId, cell: "influence" }),
    ...bands.map((band) => readVectorsOfRun(db, { runId, name: measures.absolute, band })),
  ]);
  const [rare, common, subElbow] = vectors as [Vectors, Vectors, Vectors];
  const steps = [...new Set([...rare, ...common].map(({ step }) => step))].sort((a, b) => a - b);
  const madeAt = new Map(made.map(({ step, provenance }) => [step, provenance]));
  const valueAt = new Map(rows.map(({ step, name, band, value }) => [`${step} ${name} ${band}`, value]));

  const bandOf = (band: (typeof bands)[number], vectors: Vectors) => {
    const rankAt = new Map(vectors.map(({ step, values }) => [step, ranksOf(values)[neuron] ?? null]));
    const column = (name: string): Column =>
      steps.map((step) => valueAt.get(`${step} ${name} ${band}`) ?? null);
    return {
      absolute: column(measures.absolute),
      absoluteError: column(measures.absoluteError),
      signed: column(measures.signed),
      signedError: column(measures.signedError),
      rank: steps.map((step) => rankAt.get(step) ?? null),
      sequences: steps.map((step) => {
        const provenance = madeAt.get(step);
        return provenance ? sequencesOfBand(provenance, band) : null;
      }),
    };
  };
  return {
    steps,
    rare: bandOf("rare", rare),
    common: bandOf("common", common),
    subElbow: subElbow.length > 0 ? bandOf("sub_elbow", subElbow) : null,
  };
}
