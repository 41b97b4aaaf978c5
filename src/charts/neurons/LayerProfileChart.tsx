"use client";

import { useMemo } from "react";
import { CurvesPanel } from "../curves/CurvesPanel";
import type { FrameProps } from "../frame/ChartFrame";
import { type LayerProfile, prepareLayerProfile } from "./prepareLayerProfile";

interface LayerProfileChartProps extends FrameProps {
  data: LayerProfile;
  onLayer: (layer: number) => void;
}

/** The strongest neuron of each layer; a click chooses the layer. */
export function LayerProfileChart({ data, onLayer, ...frame }: LayerProfileChartProps) {
  const spec = useMemo(() => prepareLayerProfile(data), [data]);
  return <CurvesPanel {...frame} spec={spec} onPick={(x) => onLayer(Math.round(x))} />;
}
