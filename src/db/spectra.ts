import { SpectrumSummary } from "~/core/spectra/spectrumSummary";
import type { Db } from "./client";
import { currentMeasurements, matching } from "./currentMeasurements";
import { bytesOf, numbersOf } from "./numberBytes";
import { inTransaction } from "./transaction";

/** Everything derived from the eigenvalues of one weight matrix. */
export interface SpectrumRow {
  /** "blocks.3.mlp.W_in" */
  matrix: string;
  rows: number;
  columns: number;
  summary: SpectrumSummary;
}

export interface Spectrum extends SpectrumRow {
  /** Ascending. */
  eigenvalues: Float64Array;
  /** Those of the same entries, shuffled. */
  baseline: Float64Array | null;
}

export type SpectrumAtStep = SpectrumRow & { step: number; checkpointId: number; measurementId: number };

/** Safe to repeat: replaces the spectra of the measurement. */
export async function saveSpectra(db: Db, measurementId: number, spectra: Spectrum[]): Promise<void> {
  await inTransaction(db, async (tx) => {
    await tx.spectrum.deleteMany({ where: { measurementId } });
    await tx.spectrum.createMany({
      data: spectra.map(({ eigenvalues, baseline, summary, ...row }) => ({
        ...row,
        measurementId,
        eigenvalues: bytesOf(eigenvalues),
        baseline: baseline && bytesOf(baseline),
        summary,
      })),
    });
  });
}

/** By step, without the eigenvalues; of all matrices or of one. */
export async function listSpectra(
  db: Db,
  query: { runId: string; matrix?: string | undefined },
): Promise<SpectrumAtStep[]> {
  const rows = await db.$queryRaw<SpectrumAtStep[]>`
    select m.step, m."checkpointId", m.id as "measurementId", s.matrix, s."rows", s."columns", s.summary
    from "Spectrum" s join ${currentMeasurements(query)} m on m.id = s."measurementId"
    where true ${matching("s.matrix", query.matrix)}
    order by m.step, s.matrix`;
  return rows.map((row) => ({ ...row, summary: SpectrumSummary.parse(row.summary) }));
}

/** The spectrum of a matrix at a checkpoint, or null where it was not measured. */
export async function readSpectrum(
  db: Db,
  { checkpointId, matrix }: { checkpointId: number; matrix: string },
): Promise<(Spectrum & { measurementId: number }) | null> {
  const [row] = await db.$queryRaw<
    (SpectrumRow & { measurementId: number; eigenvalues: Uint8Array; baseline: Uint8Array | null })[]
  >`
    select m.id as "measurementId", s.matrix, s."rows", s."columns", s.summary, s.eigenvalues, s.baseline
    from "Spectrum" s join ${currentMeasurements({ checkpointId })} m on m.id = s."measurementId"
    where s.matrix = ${matrix}`;
  if (!row) return null;
  const { eigenvalues, baseline, summary } = row;
  return {
    ...row,
    summary: SpectrumSummary.parse(summary),
    eigenvalues: numbersOf(eigenvalues, "f64"),
    baseline: baseline && numbersOf(baseline, "f64"),
  };
}
