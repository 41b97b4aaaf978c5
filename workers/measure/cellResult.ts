import type { Provenance } from "~/core/provenance";
import type { Db } from "~/db/client";
import { type GroupStatistic, saveGroupStatistics } from "~/db/groupStatistics";
import { appendPoints, type Point } from "~/db/points";
import { type RegimeFit, saveRegimeFits } from "~/db/regimeFits";
import { saveSpectra, type Spectrum } from "~/db/spectra";
import { saveVectors, type Vector } from "~/db/vectors";

/** What one cell of the ledger holds. */
export interface CellResult {
  points?: Point[];
  vectors?: Vector[];
  fits?: RegimeFit[];
  spectra?: Spectrum[];
  groups?: (GroupStatistic & { nullValues: number[] })[];
  /** Method ids by what they made, and every parameter that changes a value. */
  methods: Provenance["methods"];
  parameters: Provenance["parameters"];
  warnings: string[];
}

/** Safe to repeat: every row is saved under its natural key. */
export async function saveCellResult(
  db: Db,
  runId: string,
  measurementId: number,
  result: CellResult,
): Promise<void> {
  const { points = [], vectors = [], fits = [], spectra = [], groups = [] } = result;
  await appendPoints(db, runId, points);
  if (vectors.length > 0) await saveVectors(db, measurementId, vectors);
  if (fits.length > 0) await saveRegimeFits(db, measurementId, fits);
  if (spectra.length > 0) await saveSpectra(db, measurementId, spectra);
  if (groups.length > 0) await saveGroupStatistics(db, measurementId, groups);
}
