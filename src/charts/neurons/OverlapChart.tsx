"use client";

import { useMemo } from "react";
import { CurvesPanel } from "../curves/CurvesPanel";
import type { FrameProps } from "../frame/ChartFrame";
import type { StepView } from "../stepView";
import { useStepPick } from "../useStepPick";
import { type Overlap, prepareOverlap } from "./prepareOverlap";

/** Whether the same neurons lead, over the checkpoints. */
export function OverlapChart({ data, view, ...frame }: FrameProps & { data: Overlap; view: StepView }) {
  const spec = useMemo(() => prepareOverlap(data, view), [data, view]);
  return <CurvesPanel {...frame} spec={spec} syncKey={view.syncKey} onPick={useStepPick(data.steps, view)} />;
}
