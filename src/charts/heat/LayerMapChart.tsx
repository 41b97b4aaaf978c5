"use client";

import { useMemo } from "react";
import type { FrameProps } from "../frame/ChartFrame";
import { HeatMapPanel } from "./HeatMapPanel";
import type { AlphaHeatmap } from "./prepareAlphaHeatmap";
import { prepareLayerMap } from "./prepareLayerMap";

interface LayerMapChartProps extends Omit<FrameProps, "method"> {
  data: AlphaHeatmap;
  step: number;
  /** The chosen matrix. */
  selected: string | null;
  onSelect?: (matrix: string) => void;
}

/** α over layer × kind of matrix at one step. A click chooses the matrix. */
export function LayerMapChart({ data, step, selected, onSelect, ...frame }: LayerMapChartProps) {
  const spec = useMemo(() => prepareLayerMap(data, { step, selected }), [data, step, selected]);
  const rows = "names" in spec.y ? spec.y.names.length : 1;
  const pick = ({ column, row }: { column: number; row: number }) => {
    const matrix = spec.matrixAt(column, row);
    if (matrix !== null) onSelect?.(matrix);
  };
  return (
    <HeatMapPanel
      {...frame}
      method={data.method}
      height={frame.height ?? 46 + 30 * Math.max(2, rows)}
      spec={spec}
      onPick={onSelect && pick}
    />
  );
}
