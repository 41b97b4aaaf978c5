"use client";

import { useMemo } from "react";
import { nearestStep } from "./nearestStep";
import type { StepView } from "./stepView";

/** What a click on a chart over steps does: go to the measured step nearest to it. */
export function useStepPick(
  steps: readonly number[],
  { onStep, xScale }: StepView,
): ((x: number) => void) | undefined {
  return useMemo(() => {
    if (!onStep) return undefined;
    return (x) => {
      const step = nearestStep(steps, x, { xScale });
      if (step !== null) onStep(step);
    };
  }, [steps, onStep, xScale]);
}
