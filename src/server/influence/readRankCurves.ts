import type { Db } from "~/db/client";
import { readVectorsOfRun } from "~/db/vectors";

const ROWS = 160;

/** `values[s][k]`: the influence (nats) at rank `ranks[k]` of step `steps[s]`. Ranks are log-spaced and begin at 1. */
export async function readRankCurves(db: Db, { runId, band }: { runId: string; band: string }) {
  const vectors = await readVectorsOfRun(db, { runId, name: "influence.absolute", band });
  const neurons = Math.max(0, ...vectors.map(({ values }) => values.length));
  const ranks = logSpacedRanks(neurons, ROWS);
  return {
    steps: vectors.map(({ step }) => step),
    ranks,
    values: vectors.map(({ values }) => {
      const descending = Float64Array.from(values).sort().reverse();
      return ranks.map((rank) => descending[rank - 1] ?? null);
    }),
  };
}

/** At most `count` whole ranks from 1 to `last`, each once, evenly spaced in the logarithm where they can be. */
export function logSpacedRanks(last: number, count: number): number[] {
  if (last < 1) return [];
  const at = (k: number) => Math.round(last ** (k / (count - 1)));
  return [...new Set(Array.from({ length: count }, (_, k) => at(k)))];
}
