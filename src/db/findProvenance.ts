import { type MeasurementCell, touches } from "~/core/cells";
import { Provenance } from "~/core/provenance";
import type { Db } from "./client";

/**
 * How the numbers of one cell of a checkpoint (of the cell "layer": of one layer) came to be; null while it is not done. Of
 * several, the one finished last. `isOlder` where an earlier version of the cell computed it.
 */
export async function findProvenance(
  db: Db,
  {
    checkpointId,
    cell,
    layer = null,
  }: { checkpointId: number; cell: MeasurementCell; layer?: number | null },
): Promise<{
  id: number;
  provenance: Provenance;
  durationMs: number | null;
  finishedAt: Date | null;
  isOlder: boolean;
} | null> {
  const row = await db.measurement.findFirst({
    where: { checkpointId, cell, layer, state: "done" },
    orderBy: [{ finishedAt: "desc" }, { id: "desc" }],
    select: { id: true, provenance: true, durationMs: true, finishedAt: true, version: true },
  });
  if (!row) return null;
  const { version, ...made } = row;
  return { ...made, provenance: Provenance.parse(made.provenance), isOlder: version < touches[cell].version };
}
