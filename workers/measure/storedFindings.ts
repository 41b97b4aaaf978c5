import { type Checkpoint, findCheckpointAt, listCheckpoints } from "~/db/checkpoints";
import type { Db } from "~/db/client";
import { listRegimeFits } from "~/db/regimeFits";
import { readVector } from "~/db/vectors";
import type { Found } from "./session";

/**
 * What the ledger holds already of a checkpoint and of the one before.
 *
 * @param previousStep the one before, null for none; the nearest that is measured when left out
 */
export function storedFindings(db: Db, checkpoint: Checkpoint, previousStep?: number | null): Found {
  return {
    ranking: async () => {
      const of = { checkpointId: checkpoint.id, band: "rare" };
      const rare = await readVector(db, { ...of, name: "influence.absolute" });
      const [stored] = await listRegimeFits(db, { ...of, curve: "absolute", method: "calibrated" });
      if (!rare || stored?.method !== "calibrated") return null;
      return { rare: Float64Array.from(rare), fit: stored.fit };
    },
    previous: async () => {
      const before = await previousTo(db, checkpoint, previousStep);
      if (!before) return { step: null, rare: null, common: null, signed: null };
      const read = (name: string, band: string) => readVector(db, { checkpointId: before.id, name, band });
      return {
        step: before.step,
        rare: await read("influence.absolute", "rare"),
        common: await read("influence.absolute", "common"),
        signed: await read("influence.signed", "rare"),
      };
    },
  };
}

async function previousTo(
  db: Db,
  { runId, step }: Checkpoint,
  previousStep: number | null | undefined,
): Promise<Checkpoint | null | undefined> {
  if (previousStep === null) return null;
  if (previousStep !== undefined) return findCheckpointAt(db, runId, previousStep);
  const checkpoints = await listCheckpoints(db, runId);
  return checkpoints.findLast(
    (other) =>
      other.step < step && other.cells.some(({ cell, state }) => cell === "influence" && state === "done"),
  );
}
