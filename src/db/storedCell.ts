import type { MeasurementCell } from "~/core/cells";
import { AppError } from "~/core/errors";
import type { Db } from "./client";
import { numbersOf } from "./numberBytes";
import { listVectors, type StoredVector } from "./vectors";

/** All that one measurement holds. */
export interface StoredCell {
  checkpointId: number;
  cell: MeasurementCell;
  layer: number | null;
  vectors: StoredVector[];
  spectra: { matrix: string; eigenvalues: Float64Array }[];
  groups: {
    group: string;
    space: string;
    statistic: string;
    method: string;
    value: number | null;
    nullValues: number[];
  }[];
  fits: { curve: string; band: string; method: string; fit: unknown }[];
  contexts: { neuron: number; rank: number; deltas: number[] }[];
}

/** @throws AppError not_found when there is none, or it is not done */
export async function readStoredCell(db: Db, measurementId: number): Promise<StoredCell> {
  const row = await db.measurement.findUnique({
    where: { id: measurementId },
    select: {
      ...{ checkpointId: true, cell: true, layer: true, state: true },
      spectra: { select: { matrix: true, eigenvalues: true } },
      groupStatistics: {
        select: { group: true, space: true, statistic: true, method: true, value: true, nullValues: true },
      },
      regimes: { select: { curve: true, band: true, method: true, fit: true } },
      contexts: { select: { neuron: true, rank: true, deltas: true } },
    },
  });
  if (row?.state !== "done") {
    throw new AppError("not_found", `There is no finished measurement ${measurementId}.`);
  }
  return {
    checkpointId: row.checkpointId,
    cell: row.cell as MeasurementCell,
    layer: row.layer,
    vectors: await listVectors(db, measurementId),
    spectra: row.spectra.map(({ matrix, eigenvalues }) => ({
      matrix,
      eigenvalues: numbersOf(eigenvalues, "f64"),
    })),
    groups: row.groupStatistics,
    fits: row.regimes,
    contexts: row.contexts,
  };
}
