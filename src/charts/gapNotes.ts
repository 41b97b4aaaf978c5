import { formatInteger } from "./format/formatNumber";
import type { IntervalColumn } from "./intervalColumn";

/** So many steps are named; of more, how many there are. */
const NAMED = 3;

/** Why a curve has no value, where somebody knows: a remark for each reason with the steps it holds for. */
export function gapNotes(steps: readonly number[], { value, reason = [] }: IntervalColumn): string[] {
  const stepsOf = new Map<string, number[]>();
  steps.forEach((step, i) => {
    const why = value[i] === null ? (reason[i] ?? null) : null;
    if (why !== null) stepsOf.set(why, [...(stepsOf.get(why) ?? []), step]);
  });
  return [...stepsOf].map(([why, at]) => `no value at ${stepWords(at)}: ${why.replace(/\.$/, "")}`);
}

function stepWords(steps: readonly number[]): string {
  if (steps.length > NAMED) return `${formatInteger(steps.length)} steps`;
  return `${steps.length === 1 ? "step" : "steps"} ${steps.map((step) => formatInteger(step)).join(", ")}`;
}
