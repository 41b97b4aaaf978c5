import { AppError } from "~/core/errors";
import { expectedJaccard, jaccard } from "~/core/influence/jaccard";
import { leadersAmong } from "~/core/influence/leaderCount";
import { leadersShare } from "~/core/influence/leadersShare";
import { studentHalfWidth } from "~/core/stats/studentHalfWidth";
import { findCheckpointAt } from "~/db/checkpoints";
import type { Db } from "~/db/client";
import { type LayerCell, listLayerCells } from "~/db/layerCells";
import { getRun } from "~/db/runs";
import { type BandInfluence, readInfluence } from "../influence/readInfluence";
import { modelSizes } from "../runs/modelSizes";

type Influence = Awaited<ReturnType<typeof readInfluence>>;

/**
 * How the MLPs of all layers compare at a step, the first layer first: what is measured of each, what is waited for, and
 * why not. The final one's numbers are those of the cell influence.
 *
 * @throws AppError not_found when the run has no checkpoint at that step
 */
export async function readLayers(db: Db, { runId, step }: { runId: string; step: number }) {
  const checkpoint = await findCheckpointAt(db, runId, step);
  if (!checkpoint) throw new AppError("not_found", `Run ${runId} has no checkpoint at step ${step}.`);
  const sizes = modelSizes(await getRun(db, runId), checkpoint);
  if (!sizes) return [];
  const cells = await listLayerCells(db, checkpoint.id);
  return Promise.all(
    Array.from({ length: sizes.layers }, async (_, layer) => {
      const isFinal = layer === sizes.layers - 1;
      const asked = isFinal ? undefined : cells.find((cell) => cell.layer === layer);
      const isRead = isFinal || asked?.state === "done";
      const influence = isRead
        ? await readInfluence(db, { runId, step, layer: isFinal ? null : layer })
        : null;
      return {
        ...{ layer, isFinal, ...standing(isFinal ? finalCell(influence) : asked) },
        counts: influence?.counts ?? null,
        rare: influence && bandOf(influence, "rare"),
        common: influence && bandOf(influence, "common"),
        shared: influence && sharedLeaders(influence),
      };
    }),
  );
}

const standing = (cell: Omit<LayerCell, "layer" | "isOlder"> | undefined) => ({
  state: cell?.state ?? ("absent" as const),
  reason: cell?.reason ?? null,
  durationMs: cell?.durationMs ?? null,
});

const finalCell = (influence: Influence | null) =>
  influence && Object.values(influence.bands).some((band) => band !== null)
    ? { state: "done" as const, reason: null, durationMs: null }
    : undefined;

function bandOf({ bands, calibrated, counts }: Influence, band: "rare" | "common") {
  const found = bands[band];
  if (!found) return null;
  const { absolute, absoluteError, neurons } = found;
  const fit = calibrated.find((row) => row.band === band && row.curve === "absolute")?.fit ?? null;
  const leaders = leadersAmong(neurons.length);
  const half = studentHalfWidth(absoluteError?.[0], counts?.sequences[band]);
  const largest = absolute[0]!;
  return {
    neurons: neurons.length,
    /** Nats, with its 95 % interval over sequences, as far as that is not below zero, where no mean of |Δ| can be. */
    strongest: {
      ...{ neuron: neurons[0]!, value: largest },
      interval: half === null ? null : ([Math.max(0, largest - half), largest + half] as [number, number]),
    },
    leaders,
    leadersShare: leadersShare(absolute, leaders),
    /** Neurons told from zero. */
    noiseFloorRank: fit?.measurable ? fit.noiseFloorRank : null,
    plateau: fit?.measurable
      ? { size: fit.plateau.size, interval: fit.r1.interval, present: fit.plateau.present, p: fit.p }
      : null,
    reason: fit?.measurable ? fit.plateau.reason : (fit?.reason ?? null),
  };
}

/** How far the same neurons lead for rare and for common targets, beside what chance shares. */
function sharedLeaders({ bands: { rare, common } }: Influence) {
  if (!rare || !common) return null;
  const leadersOf = ({ neurons, absolute }: BandInfluence) =>
    Int32Array.from(neurons.slice(0, leadersAmong(neurons.length)).filter((_, rank) => absolute[rank]! > 0));
  const value = jaccard(leadersOf(rare), leadersOf(common));
  const m = rare.neurons.length;
  return value === null ? null : { value, byChance: expectedJaccard(leadersAmong(m), m) };
}
