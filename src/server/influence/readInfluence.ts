import { AppError } from "~/core/errors";
import { findCheckpointAt } from "~/db/checkpoints";
import type { Db } from "~/db/client";
import { listRegimeFits } from "~/db/regimeFits";
import { readVector } from "~/db/vectors";

const bands = ["rare", "common", "all"] as const;
const columns = {
  absolute: "influence.absolute",
  absoluteError: "influence.absolute.se",
  signed: "influence.signed",
  signedError: "influence.signed.se",
  frozenAbsolute: "influence.frozenAbsolute",
} as const;

export type Band = (typeof bands)[number];

/** One band at one step. Every column is in the order of `neurons`: by |influence|, the largest first. Nats. */
export type BandInfluence = Record<keyof typeof columns, number[] | null> & {
  neurons: number[];
  absolute: number[];
};

/** @throws AppError not_found when the run has no measured checkpoint at that step */
export async function readInfluence(db: Db, { runId, step }: { runId: string; step: number }) {
  const checkpoint = await findCheckpointAt(db, runId, step);
  if (!checkpoint) throw new AppError("not_found", `Run ${runId} has no checkpoint at step ${step}.`);

  const [read, fits] = await Promise.all([
    Promise.all(bands.map(async (band) => [band, await readBand(db, checkpoint.id, band)] as const)),
    listRegimeFits(db, { checkpointId: checkpoint.id }),
  ]);
  return {
    step,
    bands: Object.fromEntries(read) as Record<Band, BandInfluence | null>,
    calibrated: fits.filter((fit) => fit.method === "calibrated"),
    paper: fits.filter((fit) => fit.method === "paper"),
  };
}

async function readBand(db: Db, checkpointId: number, band: Band): Promise<BandInfluence | null> {
  const names = Object.entries(columns);
  const vectors = await Promise.all(names.map(([, name]) => readVector(db, { checkpointId, name, band })));
  const by = Object.fromEntries(names.map(([column], index) => [column, vectors[index] ?? null])) as Record<
    keyof typeof columns,
    Float32Array | Float64Array | null
  >;
  const { absolute } = by;
  if (!absolute) return null;
  const neurons = Array.from(absolute.keys()).sort((a, b) => absolute[b]! - absolute[a]! || a - b);
  const ranked = (values: Float32Array | Float64Array | null) =>
    values && neurons.map((neuron) => values[neuron]!);
  return {
    neurons,
    absolute: neurons.map((neuron) => absolute[neuron]!),
    absoluteError: ranked(by.absoluteError),
    signed: ranked(by.signed),
    signedError: ranked(by.signedError),
    frozenAbsolute: ranked(by.frozenAbsolute),
  };
}
