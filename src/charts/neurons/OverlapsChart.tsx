"use client";

import { useMemo } from "react";
import { CurvesPanel } from "../curves/CurvesPanel";
import type { FrameProps } from "../frame/ChartFrame";
import type { StepView } from "../stepView";
import { useStepPick } from "../useStepPick";
import { type Overlaps, prepareOverlaps } from "./prepareOverlaps";

/** Which of the leading neurons stay, and which lead for rare and common tokens alike. */
export function OverlapsChart({ data, view, ...frame }: FrameProps & { data: Overlaps; view: StepView }) {
  const spec = useMemo(() => prepareOverlaps(data, view), [data, view]);
  return <CurvesPanel {...frame} spec={spec} syncKey={view.syncKey} onPick={useStepPick(data.steps, view)} />;
}
