import { AppError } from "~/core/errors";
import { sequencesOfBand } from "~/core/influence/bandSequences";
import type { Provenance } from "~/core/provenance";
import { findCheckpointAt } from "~/db/checkpoints";
import type { Db } from "~/db/client";
import { findProvenance } from "~/db/findProvenance";
import { listRegimeFits } from "~/db/regimeFits";
import { readVector } from "~/db/vectors";

const bands = ["rare", "common", "all", "sub_elbow"] as const;
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

/** Of the final MLP, or of another layer's. */
export interface InfluenceOf {
  runId: string;
  step: number;
  layer?: number | null;
}

/** @throws AppError not_found when the run has no measured checkpoint at that step */
export async function readInfluence(db: Db, { runId, step, layer = null }: InfluenceOf) {
  const checkpoint = await findCheckpointAt(db, runId, step);
  if (!checkpoint) throw new AppError("not_found", `Run ${runId} has no checkpoint at step ${step}.`);
  const of = { checkpointId: checkpoint.id, layer };

  const [read, fits, made] = await Promise.all([
    Promise.all(bands.map(async (band) => [band, await readBand(db, of, band)] as const)),
    listRegimeFits(db, of),
    findProvenance(db, { ...of, cell: layer === null ? "influence" : "layer" }),
  ]);
  return {
    step,
    bands: Object.fromEntries(read) as Record<Band, BandInfluence | null>,
    calibrated: fits.filter((fit) => fit.method === "calibrated"),
    paper: fits.filter((fit) => fit.method === "paper"),
    /** What went in; null where nothing is measured. */
    counts: made && countsOf(made.provenance),
  };
}

/** Positions, and the sequences that each band's standard errors are over. */
const countsOf = (provenance: Provenance) => ({
  positions: provenance.positions,
  rarePositions: provenance.rarePositions,
  sequences: Object.fromEntries(bands.map((band) => [band, sequencesOfBand(provenance, band)])) as Record<
    Band,
    number | null
  >,
});

async function readBand(
  db: Db,
  of: { checkpointId: number; layer: number | null },
  band: Band,
): Promise<BandInfluence | null> {
  const names = Object.entries(columns);
  const vectors = await Promise.all(names.map(([, name]) => readVector(db, { ...of, name, band })));
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
