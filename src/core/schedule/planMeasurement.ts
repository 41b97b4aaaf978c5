import { lastDoubling } from "./checkpointSteps";

export interface MeasurementBudget {
  /** The checkpoint to decide on. */
  step: number;
  /** Every checkpoint of the run, ascending. */
  checkpoints: readonly number[];
  /** The steps measured so far. */
  measured: readonly number[];
  /** Time they took, together. */
  measuredMs: number;
  /** What the whole run's training takes, without measuring, as projected now. */
  trainingMs: number;
  /** The largest part of the run's time, training and measuring, that measuring may take. */
  share: number;
}

export interface MeasurementPlan {
  measure: boolean;
  /** One sentence for the reader. */
  reason: string;
}

/**
 * Whether a checkpoint is measured. The first (up to step 512: what a viewer sees first) and the last always are. Between
 * them the schedule stretches: with room in the budget for so many more measurements, kept for the last one first, every
 * k-th remaining checkpoint is measured, k as small as the budget allows. With M the time of measuring and T of training,
 * the budget is M ≤ share · (M + T).
 */
export function planMeasurement(budget: MeasurementBudget): MeasurementPlan {
  const { step, checkpoints, measured, measuredMs, trainingMs, share } = budget;
  const allowed = `allowed ${percent(share)}`;
  const costMs = measured.length === 0 ? 0 : measuredMs / measured.length;
  const shareWith = (more: number) => {
    const measuringMs = measuredMs + more * costMs;
    return measuringMs === 0 ? 0 : measuringMs / (measuringMs + trainingMs);
  };

  if (step === checkpoints.at(-1)) return { measure: true, reason: "measured: the last checkpoint" };
  if (step <= lastDoubling) return { measure: true, reason: "measured: an early checkpoint" };

  const remaining = checkpoints.filter((other) => other >= step).length;
  if (shareWith(remaining) <= share) {
    return {
      measure: true,
      reason: `measured: all checkpoints take ${percent(shareWith(remaining))} of the run, ${allowed}`,
    };
  }

  const budgetMs = share < 1 ? (trainingMs * share) / (1 - share) : Infinity;
  const affordable = Math.floor((budgetMs - measuredMs) / costMs) - 1;
  if (affordable < 1) {
    return {
      measure: false,
      reason: `skipped: measuring would take ${percent(shareWith(2))} of the run, ${allowed}`,
    };
  }
  const stride = Math.ceil((remaining - 1) / affordable);
  const last = measured.at(-1) ?? -1;
  const sinceMeasured = checkpoints.filter((other) => other > last && other <= step).length;
  const everything = `measuring every checkpoint would take ${percent(shareWith(remaining))} of the run, ${allowed}`;
  return sinceMeasured >= stride
    ? { measure: true, reason: `measured: one of ${stride}, since ${everything}` }
    : { measure: false, reason: `skipped: ${everything}` };
}

const percent = (share: number) => `${Math.round(100 * share)} %`;
