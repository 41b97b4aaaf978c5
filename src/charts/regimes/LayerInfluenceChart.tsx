"use client";

import { useMemo } from "react";
import { CurvesPanel } from "../curves/CurvesPanel";
import type { FrameProps } from "../frame/ChartFrame";
import { type LayerInfluence, prepareLayerInfluence } from "./prepareLayerInfluence";
import { rankedInfluenceDefaults, type RankedInfluenceOptions } from "./prepareRankedInfluence";

interface LayerInfluenceChartProps extends FrameProps {
  data: LayerInfluence;
  options: Partial<RankedInfluenceOptions>;
  syncKey: string;
}

/** The ranked curve of another layer beside the final one's. */
export function LayerInfluenceChart({ data, options, syncKey, ...frame }: LayerInfluenceChartProps) {
  const spec = useMemo(
    () => prepareLayerInfluence(data, { ...rankedInfluenceDefaults, ...options }),
    [data, options],
  );
  return <CurvesPanel {...frame} spec={spec} syncKey={syncKey} />;
}
