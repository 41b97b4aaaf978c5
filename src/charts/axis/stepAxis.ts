import type { StepView } from "../stepView";
import { stepScale } from "./axisScale";
import type { AxisSpec } from "./axisSpec";
import { paddedDomain } from "./paddedDomain";

/** The x axis of a chart over steps, from the first to the last with a little air. */
export function stepAxis(steps: readonly number[], { xScale }: Pick<StepView, "xScale">): AxisSpec {
  const scale = stepScale(xScale);
  const domain = paddedDomain(scale, steps, { margin: 0.02, include: [0] }) ?? [0, 1];
  return { label: "step", unit: null, scale, domain, integer: true };
}
