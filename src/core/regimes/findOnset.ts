import { excludesZero } from "./percentileInterval";
import type { CalibratedRegimes } from "./regimeFit";

export interface StepRegimes {
  step: number;
  rare: CalibratedRegimes;
  common: CalibratedRegimes;
}

/** Which excess: as a mean log ratio, which no single rank decides (the default), or METHODS' own, in nats. */
export type ExcessMeasure = "logExcess" | "excess";

/** Fits that are older than the log excess are judged by the other. */
function hasExcess(fit: CalibratedRegimes, measure: ExcessMeasure): boolean {
  if (!fit.measurable) return false;
  const { logExcess, excessInterval } = fit.plateau;
  return excludesZero(measure === "logExcess" && logExcess ? logExcess.interval : excessInterval);
}

/**
 * The step at which rare-token neurons set in: the first from which, at every later step, too, the rare
 * plateau's excess is told from 0, and at which the common one's is not. Steps without a fit neither make nor
 * break it.
 *
 * @param steps in any order
 * @returns null where there is no such step yet
 */
export function findOnset(
  steps: readonly StepRegimes[],
  measure: ExcessMeasure = "logExcess",
): number | null {
  const latestFirst = steps.filter(({ rare }) => rare.measurable).sort((a, b) => b.step - a.step);
  const broken = latestFirst.findIndex(({ rare }) => !hasExcess(rare, measure));
  const lasting = broken < 0 ? latestFirst : latestFirst.slice(0, broken);
  return lasting.findLast(({ common }) => !hasExcess(common, measure))?.step ?? null;
}
