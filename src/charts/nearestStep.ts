import { forward, stepScale } from "./axis/axisScale";
import type { StepView } from "./stepView";

/** The measured step nearest to a click, as the eye sees it on that scale; `null` when nothing is measured. */
export function nearestStep(
  steps: readonly number[],
  at: number,
  { xScale }: Pick<StepView, "xScale">,
): number | null {
  const position = (step: number) => forward(stepScale(xScale), step) ?? -Infinity;
  const target = position(at);
  let nearest: number | null = null;
  for (const step of steps) {
    if (nearest === null || Math.abs(position(step) - target) < Math.abs(position(nearest) - target))
      nearest = step;
  }
  return nearest;
}
