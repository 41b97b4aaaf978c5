"use client";

import { useMemo } from "react";
import { CurvesPanel } from "../curves/CurvesPanel";
import type { FrameProps } from "../frame/ChartFrame";
import type { StepView } from "../stepView";
import { useStepPick } from "../useStepPick";
import { prepareLeaders, type Leaders } from "./prepareLeaders";

/** The leading neurons of the step shown, over all steps. */
export function LeadersChart({ data, view, ...frame }: FrameProps & { data: Leaders; view: StepView }) {
  const spec = useMemo(() => prepareLeaders(data, view), [data, view]);
  return <CurvesPanel {...frame} spec={spec} syncKey={view.syncKey} onPick={useStepPick(data.steps, view)} />;
}
