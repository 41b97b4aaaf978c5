"use client";

import { useMemo } from "react";
import type { FrameProps } from "../frame/ChartFrame";
import type { StepView } from "../stepView";
import { HeatMapPanel } from "./HeatMapPanel";
import { prepareRankHeatmap, type RankHeatmap } from "./prepareRankHeatmap";

/** Influence over step × rank. A click goes to a step. */
export function RankHeatmapChart({
  data,
  view,
  ...frame
}: FrameProps & { data: RankHeatmap; view: StepView }) {
  const spec = useMemo(() => prepareRankHeatmap(data, view), [data, view]);
  const { onStep } = view;
  return (
    <HeatMapPanel
      {...frame}
      spec={spec}
      onPick={onStep && (({ column }) => onStep(data.steps[column] ?? 0))}
    />
  );
}
