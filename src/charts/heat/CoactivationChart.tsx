"use client";

import { useMemo } from "react";
import type { FrameProps } from "../frame/ChartFrame";
import { HeatMapPanel } from "./HeatMapPanel";
import { prepareCoactivation, type CoactivationMatrix } from "./prepareCoactivation";

/** Who fires together with whom. */
export function CoactivationChart({ data, ...frame }: FrameProps & { data: CoactivationMatrix }) {
  const spec = useMemo(() => prepareCoactivation(data), [data]);
  return <HeatMapPanel {...frame} height={frame.height ?? 420} spec={spec} />;
}
