"use client";

import { useMemo } from "react";
import { CurvesPanel } from "../curves/CurvesPanel";
import type { FrameProps } from "../frame/ChartFrame";
import type { StepView } from "../stepView";
import { useStepPick } from "../useStepPick";
import { prepareLossByBand, type LossByBand } from "./prepareLossByBand";

/** Loss of rare, common and all targets over the checkpoints. */
export function LossByBandChart({ data, view, ...frame }: FrameProps & { data: LossByBand; view: StepView }) {
  const spec = useMemo(() => prepareLossByBand(data, view), [data, view]);
  return <CurvesPanel {...frame} spec={spec} syncKey={view.syncKey} onPick={useStepPick(data.steps, view)} />;
}
