/** The memory of the average, in time spent training. */
const memoryMs = 5_000;

/** Milliseconds per step, smoothed over the last few seconds of training. */
export class StepTime {
  private mean: number | null = null;

  add(durationMs: number): void {
    const weight = 1 - Math.exp(-durationMs / memoryMs);
    // The first steps count fully, so that the average does not begin at nothing.
    this.mean = this.mean === null ? durationMs : this.mean + weight * (durationMs - this.mean);
  }

  /** null before the first step. */
  get ms(): number | null {
    return this.mean;
  }
}

export interface Remaining {
  step: number;
  totalSteps: number;
  msPerStep: number | null;
  /** Time measured so far, and the largest part of the run's time that measuring may take. */
  measuringMs: number;
  share: number;
}

/** Seconds to the end: the steps that are left, and what the measuring budget still allows. */
export function etaSeconds({ step, totalSteps, msPerStep, measuringMs, share }: Remaining): number | null {
  if (msPerStep === null) return null;
  const budgetMs = share < 1 ? (msPerStep * totalSteps * share) / (1 - share) : measuringMs;
  return ((totalSteps - step) * msPerStep + Math.max(0, budgetMs - measuringMs)) / 1000;
}
