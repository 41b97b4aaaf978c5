import { AppError } from "~/core/errors";
import { SpectrumSummary } from "~/core/spectra/spectrumSummary";
import { findCheckpointAt } from "~/db/checkpoints";
import type { Db } from "~/db/client";
import { readSpectrum } from "~/db/spectra";

/** @throws AppError not_found when that matrix has no stored spectrum at that step */
export async function readSpectrumAt(
  db: Db,
  { runId, step, matrix }: { runId: string; step: number; matrix: string },
) {
  const checkpoint = await findCheckpointAt(db, runId, step);
  const spectrum = checkpoint && (await readSpectrum(db, { checkpointId: checkpoint.id, matrix }));
  if (!spectrum) {
    throw new AppError(
      "not_found",
      `Run ${runId} has no spectrum of ${JSON.stringify(matrix)} at step ${step}.`,
    );
  }
  return {
    matrix,
    step,
    rows: spectrum.rows,
    columns: spectrum.columns,
    eigenvalues: [...spectrum.eigenvalues],
    shuffled: spectrum.baseline && [...spectrum.baseline],
    summary: SpectrumSummary.parse(spectrum.summary),
  };
}
