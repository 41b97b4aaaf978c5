import { findCheckpointAt } from "~/db/checkpoints";
import type { Db } from "~/db/client";
import { readSeries } from "~/db/points";
import { getRun } from "~/db/runs";
import { modelSizes } from "../runs/modelSizes";
import { readable, readVector } from "~/db/vectors";

const bands = ["rare", "common"] as const;
/** Vectors of the cell by what they say: per head and per whole layer, of activations and of the loss. */
const kinds = { heads: "", lossOfHeads: "loss.", layers: "layer.", lossOfLayers: "layerLoss." } as const;

/** One head of the layers whose queries were replaced. */
export interface RoutingHead {
  layer: number;
  head: number;
  /** How far the plateau's activations move; null where it is not measurable. */
  rare: number | null;
  common: number | null;
  /** How much the loss rises, in nats. */
  rareLoss: number | null;
  commonLoss: number | null;
}

/** All heads of a layer replaced at once. */
export type RoutingLayer = Omit<RoutingHead, "head">;

/** Routing of every measured head at a step, and what follows from it, with 95 % intervals; null where it was not measured. */
export async function readRouting(db: Db, { runId, step }: { runId: string; step: number }) {
  const checkpoint = await findCheckpointAt(db, runId, step);
  if (!checkpoint) return null;
  const read = async (name: string) => {
    const found = await readVector(db, { checkpointId: checkpoint.id, name, band: "" });
    return found && readable(found);
  };
  const readKind = async (kind: keyof typeof kinds) => {
    const [rare, common] = await Promise.all(bands.map((band) => read(`routing.${kinds[kind]}${band}`)));
    return { rare: rare ?? [], common: common ?? [] };
  };
  const moved = await readKind("heads");
  const { rare, common } = moved;
  if (rare.length === 0) return null;
  const [loss, layerMoved, layerLoss] = await Promise.all([
    readKind("lossOfHeads"),
    readKind("layers"),
    readKind("lossOfLayers"),
  ]);
  const sizes = modelSizes(await getRun(db, runId), checkpoint);
  if (!sizes) return null;
  const { layers, heads } = sizes;
  const first = layers - rare.length / heads;
  const series = await readSeries(db, { runId, names: routingNumbers, fromStep: step, toStep: step });
  return {
    step,
    heads: rare.map((value, k): RoutingHead => ({
      layer: first + Math.floor(k / heads),
      head: k % heads,
      rare: value,
      common: common[k] ?? null,
      rareLoss: loss.rare[k] ?? null,
      commonLoss: loss.common[k] ?? null,
    })),
    layers: layerMoved.rare.map((value, k): RoutingLayer => ({
      layer: first + k,
      rare: value,
      common: layerMoved.common[k] ?? null,
      rareLoss: layerLoss.rare[k] ?? null,
      commonLoss: layerLoss.common[k] ?? null,
    })),
    numbers: routingNumbers.map((name) => ({
      name,
      value: series[name]?.values[0] ?? null,
      low: series[name]?.low[0] ?? null,
      high: series[name]?.high[0] ?? null,
      reason: series[name]?.reasons[0] ?? null,
    })),
  };
}

export const routingNumbers = [
  "routing.correlation.pearson",
  "routing.correlation.spearman",
  "routing.gini.rare",
  "routing.gini.common",
  "routing.selectivity",
] as const;
