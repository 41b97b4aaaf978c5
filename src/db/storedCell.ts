import { curvesOf, type MeasurementCell } from "~/core/cells";
import { AppError } from "~/core/errors";
import { Provenance } from "~/core/provenance";
import type { Db } from "./client";
import { currentMeasurements } from "./currentMeasurements";
import { numbersOf } from "./numberBytes";
import { listVectors, type StoredVector } from "./vectors";

/** All that one measurement holds. */
export interface StoredCell {
  checkpointId: number;
  cell: MeasurementCell;
  layer: number | null;
  provenance: Provenance;
  /** Its points of the run's curves; null where a later measurement of the cell has written them anew. */
  points: { name: string; value: number | null; low: number | null; high: number | null }[] | null;
  vectors: StoredVector[];
  spectra: { matrix: string; eigenvalues: Float64Array; baseline: Float64Array | null; summary: unknown }[];
  groups: {
    group: string;
    space: string;
    statistic: string;
    method: string;
    value: number | null;
    nullValues: number[];
    p: number | null;
    pHolm?: number | null;
  }[];
  fits: { curve: string; band: string; method: string; fit: unknown }[];
  contexts: { neuron: number; rank: number; deltas: number[] }[];
}

/** @throws AppError not_found when there is none, or it is not done */
export async function readStoredCell(db: Db, measurementId: number): Promise<StoredCell> {
  const row = await db.measurement.findUnique({
    where: { id: measurementId },
    select: {
      ...{ checkpointId: true, cell: true, layer: true, state: true, provenance: true },
      checkpoint: { select: { runId: true, step: true } },
      spectra: { select: { matrix: true, eigenvalues: true, baseline: true, summary: true } },
      groupStatistics: {
        select: {
          ...{ group: true, space: true, statistic: true, method: true },
          ...{ value: true, nullValues: true, p: true, pHolm: true },
        },
      },
      regimes: { select: { curve: true, band: true, method: true, fit: true } },
      contexts: { select: { neuron: true, rank: true, deltas: true } },
    },
  });
  if (row?.state !== "done") {
    throw new AppError("not_found", `There is no finished measurement ${measurementId}.`);
  }
  const { checkpointId, layer } = row;
  const cell = row.cell as MeasurementCell;
  return {
    ...{ checkpointId, cell, layer },
    provenance: Provenance.parse(row.provenance),
    points: (await isCurrent(db, { id: measurementId, checkpointId, layer }))
      ? await listPoints(db, { ...row.checkpoint, cell })
      : null,
    vectors: await listVectors(db, measurementId),
    spectra: row.spectra.map(({ matrix, eigenvalues, baseline, summary }) => ({
      matrix,
      eigenvalues: numbersOf(eigenvalues, "f64"),
      baseline: baseline && numbersOf(baseline, "f64"),
      summary,
    })),
    groups: row.groupStatistics,
    fits: row.regimes,
    contexts: row.contexts,
  };
}

async function isCurrent(
  db: Db,
  { id, ...of }: { id: number; checkpointId: number; layer: number | null },
): Promise<boolean> {
  const rows = await db.$queryRaw<{ id: number }[]>`
    select m.id from ${currentMeasurements(of)} m where m.id = ${id}`;
  return rows.length > 0;
}

/** What a cell wrote of the run's curves at its step. */
async function listPoints(db: Db, of: { runId: string; step: number; cell: MeasurementCell }) {
  const { runId, step, cell } = of;
  const names = (curvesOf[cell] ?? []).map((start) => ({ name: { startsWith: start } }));
  const rows = await db.metricPoint.findMany({
    where: { step, series: { runId, OR: names } },
    select: { value: true, low: true, high: true, series: { select: { name: true } } },
  });
  return rows.map(({ series, ...numbers }) => ({ name: series.name, ...numbers }));
}
