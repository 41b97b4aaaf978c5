import type { Db } from "~/db/client";
import { listGroupStatistics, readNullValues } from "~/db/groupStatistics";

/** Every statistic of the neuron groups of a checkpoint, with the values of its random groups. */
export async function readGroups(db: Db, checkpointId: number) {
  const rows = await listGroupStatistics(db, { checkpointId });
  return Promise.all(
    rows.map(async (row) => {
      const { measurementId, group, space, statistic, method } = row;
      const nullValues = await readNullValues(db, { measurementId, group, space, statistic, method });
      return { ...row, nullValues };
    }),
  );
}
