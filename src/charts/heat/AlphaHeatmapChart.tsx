"use client";

import { useMemo } from "react";
import type { FrameProps } from "../frame/ChartFrame";
import type { StepView } from "../stepView";
import { HeatMapPanel } from "./HeatMapPanel";
import { prepareAlphaHeatmap, type AlphaHeatmap } from "./prepareAlphaHeatmap";

interface AlphaHeatmapChartProps extends Omit<FrameProps, "method"> {
  data: AlphaHeatmap;
  /** The chosen matrix. */
  selected: string | null;
  onSelect?: (choice: { matrix: string; step: number }) => void;
  view: StepView;
}

/** α over matrix × step by one estimator. A click chooses matrix and step. */
export function AlphaHeatmapChart({ data, selected, onSelect, view, ...frame }: AlphaHeatmapChartProps) {
  const spec = useMemo(() => prepareAlphaHeatmap(data, selected, view), [data, selected, view]);
  const pick = ({ column, row }: { column: number; row: number }) => {
    const matrix = data.matrices[data.matrices.length - 1 - row];
    const step = data.steps[column];
    if (matrix !== undefined && step !== undefined) onSelect?.({ matrix, step });
  };
  return (
    <HeatMapPanel
      {...frame}
      method={data.method}
      height={frame.height ?? 46 + 30 * Math.max(2, data.matrices.length)}
      spec={spec}
      onPick={onSelect && pick}
    />
  );
}
