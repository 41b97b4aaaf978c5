import { SpectrumSummary } from "~/core/spectra/spectrumSummary";
import type { Db } from "~/db/client";
import { listSpectra } from "~/db/spectra";

/**
 * `alpha[method][matrix][step]`, indexed like `methods`, `matrices` and `steps`; where it is null, `reasons` says
 * why. `phases[matrix][step]` is the working phase of the matrix.
 */
export async function readAlphaOverview(db: Db, runId: string) {
  const spectra = (await listSpectra(db, { runId })).map((row) => ({
    ...row,
    summary: SpectrumSummary.parse(row.summary),
  }));
  const steps = [...new Set(spectra.map(({ step }) => step))].sort((a, b) => a - b);
  const matrices = [...new Set(spectra.map(({ matrix }) => matrix))].sort();
  const methods = [...new Set(spectra.flatMap(({ summary }) => summary.fits.map(({ method }) => method)))];

  const at = new Map(spectra.map(({ matrix, step, summary }) => [`${matrix} ${step}`, summary]));
  const overMatricesAndSteps = <T>(pick: (summary: SpectrumSummary | undefined) => T) =>
    matrices.map((matrix) => steps.map((step) => pick(at.get(`${matrix} ${step}`))));
  const fitBy = (method: string) => (summary: SpectrumSummary | undefined) =>
    summary?.fits.find((fit) => fit.method === method);

  return {
    steps,
    matrices,
    methods,
    alpha: methods.map((method) => overMatricesAndSteps((summary) => fitBy(method)(summary)?.alpha ?? null)),
    reasons: methods.map((method) =>
      overMatricesAndSteps((summary) => fitBy(method)(summary)?.reason ?? null),
    ),
    phases: overMatricesAndSteps((summary) => summary?.phase ?? null),
  };
}
