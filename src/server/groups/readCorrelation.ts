import { findCheckpointAt } from "~/db/checkpoints";
import type { Db } from "~/db/client";
import { readVector } from "~/db/vectors";

/**
 * The co-activation matrix of the leading group at a step, in the order of its communities: `matrix[i][j]` of
 * `neurons[i]` and `neurons[j]`. null where it was not measured.
 */
export async function readCorrelation(db: Db, { runId, step }: { runId: string; step: number }) {
  const checkpoint = await findCheckpointAt(db, runId, step);
  if (!checkpoint) return null;
  const [correlation, members, communities] = await Promise.all(
    ["correlation", "members", "communities"].map((name) =>
      readVector(db, { checkpointId: checkpoint.id, name: `coordination.${name}`, band: "" }),
    ),
  );
  if (!correlation || !members || !communities) return null;
  const n = members.length;
  return {
    step,
    neurons: [...members],
    communities: [...communities],
    matrix: Array.from({ length: n }, (_, i) => [...correlation.subarray(i * n, (i + 1) * n)]),
  };
}
