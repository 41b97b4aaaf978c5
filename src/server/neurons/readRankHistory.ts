import { ranksOf } from "~/core/influence/ranksOf";
import type { Db } from "~/db/client";
import { readVectorsOfRun } from "~/db/vectors";
import { evenlySpaced } from "./evenlySpaced";

/** What a line the size of a word can show. */
const STEPS = 32;

/** `ranks[neuron][s]`: the rank (from 1, by absolute influence) at step `steps[s]`, at up to 32 steps, the last among them. */
export async function readRankHistory(db: Db, { runId, band }: { runId: string; band: string }) {
  const vectors = evenlySpaced(
    await readVectorsOfRun(db, { runId, name: "influence.absolute", band }),
    STEPS,
  );
  const byStep = vectors.map(({ values }) => ranksOf(values));
  return {
    steps: vectors.map(({ step }) => step),
    ranks: Array.from({ length: byStep[0]?.length ?? 0 }, (_, neuron) =>
      byStep.map((ranks) => ranks[neuron] ?? null),
    ),
  };
}
