import type { MeasurementCell } from "~/core/cells";
import { Provenance } from "~/core/provenance";
import type { Db } from "./client";
import { currentMeasurements } from "./currentMeasurements";

/** How the numbers of one cell came to be at every step of a run where it is done, by step. */
export async function listProvenances(
  db: Db,
  { runId, cell }: { runId: string; cell: Exclude<MeasurementCell, "layer"> },
): Promise<{ step: number; provenance: Provenance }[]> {
  const rows = await db.$queryRaw<{ step: number; provenance: unknown }[]>`
    select current.step, m.provenance
    from ${currentMeasurements({ runId })} current join "Measurement" m on m.id = current.id
    where current.cell = ${cell}
    order by current.step`;
  return rows.map(({ step, provenance }) => ({ step, provenance: Provenance.parse(provenance) }));
}
