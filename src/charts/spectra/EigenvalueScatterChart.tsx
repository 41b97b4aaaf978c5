"use client";

import { useMemo } from "react";
import { CurvesPanel } from "../curves/CurvesPanel";
import type { FrameProps } from "../frame/ChartFrame";
import { prepareEigenvalueScatter } from "./prepareEigenvalueScatter";
import type { SpectrumData } from "./spectrumData";

/** Every eigenvalue as a dot, in order of size. */
export function EigenvalueScatterChart({ data, ...frame }: FrameProps & { data: SpectrumData }) {
  const spec = useMemo(() => prepareEigenvalueScatter(data), [data]);
  return <CurvesPanel {...frame} spec={spec} />;
}
