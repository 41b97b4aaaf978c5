import type { MeasurementCell } from "~/core/cells";
import { AppError } from "~/core/errors";
import type { Provenance } from "~/core/provenance";
import type { ComputeBackend } from "~workers/backends/computeBackend";
import type { CellResult } from "./cellResult";
import { cellTable } from "./cellTable";
import { provenanceOf } from "./provenanceOf";
import { openSession } from "./session";
import type { Subject } from "./subject";

export interface AnalyzedCell {
  readonly cell: MeasurementCell;
  /** null where it is not measurable. */
  readonly result: CellResult | null;
  readonly reason: string | null;
  readonly provenance: Provenance | null;
}

export interface AnalysisTools {
  readonly backend: ComputeBackend;
  readonly codeVersion: string;
  readonly signal: AbortSignal;
  /** What is about to be measured. */
  readonly onCell?: (cell: MeasurementCell) => void;
}

/** What analysing a model measures: all of its final MLP, and the spectra of every weight. */
export const analyzedCells = [
  "influence",
  "neurons",
  "spectra",
  "coordination",
  "spectraAll",
  "robustness",
  "frequency",
] as const satisfies readonly MeasurementCell[];

/** Measures a subject without a ledger, cell after cell. What cannot be measured has its reason instead. */
export async function analyzeSubject(
  subject: Subject,
  { backend, codeVersion, signal, onCell }: AnalysisTools,
): Promise<AnalyzedCell[]> {
  const session = openSession(subject, { kernels: backend.kernels, signal });
  const analyzed: AnalyzedCell[] = [];
  for (const cell of analyzedCells) {
    signal.throwIfAborted();
    onCell?.(cell);
    try {
      const result = await cellTable[cell](session);
      const provenance = provenanceOf(subject, result, { backend: backend.description, codeVersion });
      analyzed.push({ cell, result, reason: null, provenance });
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== "not_measurable") throw error;
      analyzed.push({ cell, result: null, reason: error.message, provenance: null });
    }
  }
  return analyzed;
}
