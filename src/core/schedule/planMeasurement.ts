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
 * Whether a checkpoint is measured. Those up to step 512, which a viewer sees first, and the last always are.
 * Between them the schedule stretches: if the budget has room for fewer measurements than checkpoints remain,
 * the last one is provided for, and about every k-th of the others is measured, k = remaining / affordable.
 * With M the time of measuring and T that of training, the budget is M ≤ share · (M + T).
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
  const everything = shareWith(remaining);
  if (everything <= share) {
    return {
      measure: true,
      reason: `measured: all checkpoints take ${percent(everything)} of the run, ${allowed}`,
    };
  }

  const budgetMs = share < 1 ? (trainingMs * share) / (1 - share) : Infinity;
  const affordable = Math.floor((budgetMs - measuredMs) / costMs) - 1;
  const stride = affordable < 1 ? Infinity : Math.round((remaining - 1) / affordable);
  const last = measured.at(-1) ?? -1;
  const sinceMeasured = checkpoints.filter((other) => other > last && other <= step).length;
  return sinceMeasured >= stride
    ? { measure: true, reason: `measured: up to here ${percent(shareWith(1))} of the run, ${allowed}` }
    : {
        measure: false,
        reason: `skipped: measuring them all would take ${percent(everything)} of the run, ${allowed}`,
      };
}

const percent = (share: number) => `${Math.round(100 * share)} %`;
