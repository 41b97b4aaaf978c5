"use client";

import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { backward } from "../axis/axisScale";
import { formatNumber } from "../format/formatNumber";
import { ChartFrame, type FrameProps } from "../frame/ChartFrame";
import { useChartTheme } from "../useChartTheme";
import { CurvesLegend } from "./CurvesLegend";
import { CurvesPlot } from "./CurvesPlot";
import type { CurvesSpec } from "./curvesSpec";
import { curvesTable } from "./curvesTable";
import { curvesToSvg } from "./curvesToSvg";
import type { CurvesLayout, Zoom } from "./layOutCurves";
import type { MountedCurves } from "./mountCurves";
import { toggleIsolated } from "./toggleIsolated";
import { walkCurve } from "./walkCurve";

interface CurvesPanelProps extends FrameProps {
  spec: CurvesSpec;
  syncKey?: string | undefined;
  /** A click on the plot, as a value of x. */
  onPick?: ((x: number) => void) | undefined;
}

const toggled = (set: ReadonlySet<string>, key: string) => {
  const next = new Set(set);
  if (!next.delete(key)) next.add(key);
  return next;
};

/** A chart of curves in its panel: plot, legend with the values under the crosshair, keyboard walk, exports. */
export function CurvesPanel({ spec, syncKey, onPick, ...frame }: CurvesPanelProps) {
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set());
  const [zoom, setZoom] = useState<Zoom | null>(null);
  const [cursor, setCursor] = useState<number | null>(null);
  const [layout, setLayout] = useState<CurvesLayout | null>(null);
  const [walked, setWalked] = useState("");
  const plot = useRef<MountedCurves>(null);
  const surface = useRef<HTMLDivElement>(null);
  const theme = useChartTheme();
  const { height = 220 } = frame;

  // A zoom is a stretch of the axes as they were: on other scales it would mean something else.
  const scales = `${spec.x.scale} ${spec.y.scale}`;
  useEffect(() => setZoom(null), [scales]);

  const pick = useCallback((x: number) => onPick?.(backward(spec.x.scale, x)), [onPick, spec.x.scale]);
  const keys = useMemo(
    () => spec.curves.flatMap(({ key, partOf }) => (partOf === undefined ? [key] : [])),
    [spec],
  );

  const onKeyDown = (event: React.KeyboardEvent) => {
    const step = { ArrowLeft: -1, ArrowRight: 1, Home: -Infinity, End: Infinity }[event.key];
    if (step === undefined && event.key !== "Enter" && event.key !== "Escape") return;
    if (event.key === "Escape" && cursor === null && zoom === null) return;
    event.stopPropagation();
    event.preventDefault();
    if (event.key === "Escape") {
      setZoom(null);
      plot.current?.point(null);
    } else if (event.key === "Enter") {
      if (cursor !== null) pick(cursor);
    } else if (step !== undefined) {
      const next = walkCurve(spec, { hidden, from: cursor, by: step });
      if (!next) return;
      plot.current?.point(next.position);
      setWalked(next.words);
    }
  };

  const notes = [
    ...spec.notes,
    ...(layout?.valuesPerPixel ? [`1 px = ${formatNumber(layout.valuesPerPixel, 2)} values`] : []),
    ...(layout && layout.unshown > 0
      ? [`${layout.unshown} values of zero or below have no place on a log axis`]
      : []),
    ...(layout && layout.odd.length > 0 ? [`${layout.odd.length} values are NaN or infinite: × ▲ ▼`] : []),
    ...(zoom ? ["zoomed: double-click shows all"] : []),
  ];

  return (
    <ChartFrame
      {...frame}
      name={spec.name}
      summary={spec.summary}
      notes={notes}
      table={() => curvesTable(spec, zoom, hidden)}
      svg={() => {
        const width = Math.max(320, surface.current?.clientWidth ?? 640);
        return curvesToSvg(spec, { width, height, theme, zoom, hidden });
      }}
    >
      <div
        ref={surface}
        tabIndex={0}
        role="group"
        aria-roledescription="chart"
        aria-label={`${spec.name}. Arrow keys walk along the curves.`}
        onKeyDown={onKeyDown}
        className={`rounded outline-offset-2 focus-visible:outline-2 focus-visible:outline-(--focus) ${onPick ? "cursor-pointer" : ""}`}
      >
        <CurvesPlot
          spec={spec}
          hidden={hidden}
          zoom={zoom}
          height={height}
          syncKey={syncKey}
          plot={plot}
          onZoom={setZoom}
          onCursor={setCursor}
          onPick={pick}
          onLayout={setLayout}
        />
      </div>
      <span className="sr-only" aria-live="polite">
        {walked}
      </span>
      <CurvesLegend
        spec={spec}
        hidden={hidden}
        cursor={cursor}
        onToggle={(key) => setHidden(toggled(hidden, key))}
        onIsolate={(key) => setHidden(toggleIsolated(keys, hidden, key))}
      />
    </ChartFrame>
  );
}
