"use client";

import { useMemo } from "react";
import { CurvesPanel } from "../curves/CurvesPanel";
import type { FrameProps } from "../frame/ChartFrame";
import type { Quantity } from "../quantity";
import type { StepView } from "../stepView";
import { prepareLiveCurve, type LiveCurves } from "./prepareLiveCurve";

interface LiveCurveChartProps extends FrameProps {
  data: LiveCurves;
  quantity: Quantity;
  /** 0 (raw) … 1. */
  smoothing: number;
  view: StepView;
}

/** Training curves that append while they are watched; data that arrives never moves a zoom. */
export function LiveCurveChart({ data, quantity, smoothing, view, ...frame }: LiveCurveChartProps) {
  const spec = useMemo(
    () => prepareLiveCurve(data, { quantity, smoothing, view }),
    [data, quantity, smoothing, view],
  );
  return <CurvesPanel {...frame} spec={spec} syncKey={view.syncKey} />;
}
