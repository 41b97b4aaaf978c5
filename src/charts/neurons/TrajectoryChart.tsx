"use client";

import { useMemo } from "react";
import { CurvesPanel } from "../curves/CurvesPanel";
import type { FrameProps } from "../frame/ChartFrame";
import type { StepView } from "../stepView";
import { useStepPick } from "../useStepPick";
import { prepareTrajectory, type Trajectory } from "./prepareTrajectory";

/** One neuron's influence over the steps. */
export function TrajectoryChart({ data, view, ...frame }: FrameProps & { data: Trajectory; view: StepView }) {
  const spec = useMemo(() => prepareTrajectory(data, view), [data, view]);
  return <CurvesPanel {...frame} spec={spec} syncKey={view.syncKey} onPick={useStepPick(data.steps, view)} />;
}
