export interface Remaining {
  step: number;
  totalSteps: number;
  msPerStep: number | null;
  /** Time measured so far, and the largest part of the run's time that measuring may take. */
  measuringMs: number;
  share: number;
}

/**
 * Seconds to the end: the steps that are left, and what the measuring budget still allows.
 *
 * @returns null where the speed is not known yet
 */
export function etaSeconds({ step, totalSteps, msPerStep, measuringMs, share }: Remaining): number | null {
  if (msPerStep === null) return null;
  const budgetMs = share < 1 ? (msPerStep * totalSteps * share) / (1 - share) : measuringMs;
  return ((totalSteps - step) * msPerStep + Math.max(0, budgetMs - measuringMs)) / 1000;
}
