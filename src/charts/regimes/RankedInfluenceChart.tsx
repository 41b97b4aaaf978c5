"use client";

import { useMemo } from "react";
import { CurvesPanel } from "../curves/CurvesPanel";
import type { FrameProps } from "../frame/ChartFrame";
import {
  prepareRankedInfluence,
  rankedInfluenceDefaults,
  type RankedInfluence,
  type RankedInfluenceOptions,
} from "./prepareRankedInfluence";

interface RankedInfluenceChartProps extends FrameProps {
  data: RankedInfluence;
  options?: Partial<RankedInfluenceOptions>;
  /** Charts with the same key share the crosshair over ranks. */
  syncKey?: string;
}

/** The ranked curve: who matters how much, on log–log. */
export function RankedInfluenceChart({ data, options, syncKey, ...frame }: RankedInfluenceChartProps) {
  const spec = useMemo(
    () => prepareRankedInfluence(data, { ...rankedInfluenceDefaults, ...options }),
    [data, options],
  );
  return <CurvesPanel {...frame} spec={spec} syncKey={syncKey} />;
}
