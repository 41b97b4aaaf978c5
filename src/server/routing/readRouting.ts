import { findCheckpointAt } from "~/db/checkpoints";
import type { Db } from "~/db/client";
import { readSeries } from "~/db/points";
import { getRun } from "~/db/runs";
import { modelSizes } from "../runs/modelSizes";
import { readable, readVector } from "~/db/vectors";

const bands = ["rare", "common"] as const;

/** One head of the layers whose queries were replaced. */
export interface RoutingHead {
  layer: number;
  head: number;
  /** How far the plateau's activations move; null where it is not measurable. */
  rare: number | null;
  common: number | null;
}

/** Routing of every measured head at a step, and what follows from it, with 95 % intervals; null where it was not measured. */
export async function readRouting(db: Db, { runId, step }: { runId: string; step: number }) {
  const checkpoint = await findCheckpointAt(db, runId, step);
  if (!checkpoint) return null;
  const read = async (name: string) => {
    const found = await readVector(db, { checkpointId: checkpoint.id, name, band: "" });
    return found && readable(found);
  };
  const [rare, common] = await Promise.all(bands.map((band) => read(`routing.${band}`)));
  if (!rare || !common) return null;
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
    })),
    numbers: routingNumbers.map((name) => ({
      name,
      value: series[name]?.values[0] ?? null,
      low: series[name]?.low[0] ?? null,
      high: series[name]?.high[0] ?? null,
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
