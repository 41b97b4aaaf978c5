"use client";

import { memo, useEffect, useRef, type RefObject } from "react";
import { useChartTheme } from "../useChartTheme";
import { useWidth } from "../frame/useWidth";
import type { CurvesSpec } from "./curvesSpec";
import type { CurvesLayout, Zoom } from "./layOutCurves";
import { mountCurves, type CurvesEvents, type MountedCurves } from "./mountCurves";

export interface CurvesPlotProps extends CurvesEvents {
  spec: CurvesSpec;
  hidden: ReadonlySet<string>;
  zoom: Zoom | null;
  height: number;
  syncKey?: string | undefined;
  /** To move the crosshair from outside. */
  plot: RefObject<MountedCurves | null>;
  onLayout: (layout: CurvesLayout) => void;
}

/** The drawing surface of a chart of curves. */
export const CurvesPlot = memo(function CurvesPlot(props: CurvesPlotProps) {
  const { spec, hidden, zoom, height, syncKey, plot, onLayout } = props;
  const [host, width] = useWidth<HTMLDivElement>();
  const theme = useChartTheme();
  const latest = useRef(props);
  useEffect(() => {
    latest.current = props;
  });

  useEffect(() => {
    if (!host.current) return;
    const mounted = mountCurves(host.current, syncKey ?? null, {
      onZoom: (next) => latest.current.onZoom(next),
      onCursor: (x) => latest.current.onCursor(x),
      onPick: (x) => latest.current.onPick(x),
    });
    plot.current = mounted;
    return () => {
      plot.current = null;
      mounted.destroy();
    };
  }, [host, plot, syncKey]);

  useEffect(() => {
    if (width > 0 && plot.current) onLayout(plot.current.draw({ spec, hidden, zoom, theme, width, height }));
  }, [spec, hidden, zoom, theme, width, height, plot, syncKey, onLayout]);

  return <div ref={host} className="curves-plot w-full overflow-hidden" style={{ height }} />;
});
