"use client";

import { useMemo } from "react";
import { CurvesPanel } from "../curves/CurvesPanel";
import type { FrameProps } from "../frame/ChartFrame";
import type { Quantity } from "../quantity";
import type { StepView } from "../stepView";
import { useStepPick } from "../useStepPick";
import { prepareDifference, type Difference } from "./prepareDifference";

interface DifferenceChartProps extends FrameProps {
  data: Difference;
  quantity: Quantity;
  view: StepView;
}

/** Rare − common over steps: value, 95 % band and the 0 line. */
export function DifferenceChart({ data, quantity, view, ...frame }: DifferenceChartProps) {
  const spec = useMemo(() => prepareDifference(data, quantity, view), [data, quantity, view]);
  return <CurvesPanel {...frame} spec={spec} syncKey={view.syncKey} onPick={useStepPick(data.steps, view)} />;
}
