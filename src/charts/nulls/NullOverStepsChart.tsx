"use client";

import { useMemo } from "react";
import { CurvesPanel } from "../curves/CurvesPanel";
import type { FrameProps } from "../frame/ChartFrame";
import type { StepView } from "../stepView";
import { useStepPick } from "../useStepPick";
import { prepareNullOverSteps, type GroupQuantity, type NullOverSteps } from "./prepareNullOverSteps";

interface NullOverStepsChartProps extends FrameProps {
  data: NullOverSteps;
  quantity: GroupQuantity;
  view: StepView;
}

/** A group's statistic over steps with the grey band of its random groups. */
export function NullOverStepsChart({ data, quantity, view, ...frame }: NullOverStepsChartProps) {
  const spec = useMemo(() => prepareNullOverSteps(data, quantity, view), [data, quantity, view]);
  return <CurvesPanel {...frame} spec={spec} syncKey={view.syncKey} onPick={useStepPick(data.steps, view)} />;
}
