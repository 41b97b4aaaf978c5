"use client";

import { useMemo } from "react";
import { CurvesPanel } from "../curves/CurvesPanel";
import type { FrameProps } from "../frame/ChartFrame";
import { prepareEsd, type EsdOptions } from "./prepareEsd";
import type { SpectrumData } from "./spectrumData";

/** Eigenvalue density of one matrix, as histogram or tail probability, with fit, noise law and shuffled twin. */
export function EsdChart({
  data,
  shape,
  method,
  ...frame
}: Omit<FrameProps, "method"> & EsdOptions & { data: SpectrumData }) {
  const spec = useMemo(() => prepareEsd(data, { shape, method }), [data, shape, method]);
  return <CurvesPanel {...frame} method={method} spec={spec} />;
}
