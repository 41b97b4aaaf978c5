import { listCheckpoints } from "~/db/checkpoints";
import type { Db } from "~/db/client";
import { readVector } from "~/db/vectors";
import type { PreviousInfluence } from "./measureInfluence";
import type { Subject } from "./openSubject";

/** Absolute influence at the last measured checkpoint before this one. */
export async function previousInfluence(db: Db, { checkpoint, run }: Subject): Promise<PreviousInfluence> {
  const before = (await listCheckpoints(db, run.id)).findLast(
    ({ step, cells }) =>
      step < checkpoint.step && cells.some(({ cell, state }) => cell === "influence" && state === "done"),
  );
  if (!before) return { rare: null, common: null };
  const read = (band: string) =>
    readVector(db, { checkpointId: before.id, name: "influence.absolute", band });
  return { rare: await read("rare"), common: await read("common") };
}
