"use client";

import type { StepView } from "~/charts/stepView";
import { useRunView } from "./RunProvider";

/** How every chart over steps on a run's page is looked at: one step, one scale, one crosshair. */
export function useStepView(): StepView {
  const { step, goTo, xScale, yScale } = useRunView();
  return { step, onStep: goTo, xScale, yScale, syncKey: "steps" };
}
