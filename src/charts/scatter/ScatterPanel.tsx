"use client";

import { useCallback, useState, type KeyboardEvent } from "react";
import { cssColor } from "../cssColor";
import { ChartFrame, type FrameProps } from "../frame/ChartFrame";
import { PaintedPlot, type Canvas } from "../PaintedPlot";
import { paintedSvg } from "../paintedSvg";
import type { Pen } from "../pen/pen";
import { useChartTheme } from "../useChartTheme";
import { paintScatter } from "./paintScatter";
import { scatterLayout } from "./scatterLayout";
import type { ScatterSpec } from "./scatterSpec";

interface ScatterPanelProps extends FrameProps {
  spec: ScatterSpec;
  /** A click or Enter on a point, by its id. */
  onPick?: ((id: number) => void) | undefined;
}

const moves: Record<string, number> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: 1, ArrowDown: -1 };

/** A cloud of named points in its panel. Arrow keys walk through them from left to right, Enter opens one. */
export function ScatterPanel({ spec, onPick, ...frame }: ScatterPanelProps) {
  const { height = 280 } = frame;
  const theme = useChartTheme();
  const [pointed, setPointed] = useState<number | null>(null);
  const chosen = pointed !== null && pointed < spec.points.length ? pointed : null;
  const paint = useCallback(
    (pen: Pen, canvas: Canvas) => paintScatter(pen, spec, { ...canvas, chosen }),
    [spec, chosen],
  );
  const indexAt = ({ x, y, width }: { x: number; y: number; width: number }) =>
    scatterLayout(spec, { width, height }).at(x, y);

  const onKeyDown = (event: KeyboardEvent) => {
    const by = moves[event.key];
    if (by === undefined && event.key !== "Enter") return;
    event.stopPropagation();
    event.preventDefault();
    if (by === undefined) {
      if (chosen !== null) onPick?.(spec.points[chosen]!.id);
      return;
    }
    const order = spec.points.map((_, index) => index).sort((a, b) => spec.points[a]!.x - spec.points[b]!.x);
    const from = chosen === null ? (by > 0 ? -1 : order.length) : order.indexOf(chosen);
    setPointed(order[Math.min(order.length - 1, Math.max(0, from + by))] ?? null);
  };

  return (
    <ChartFrame
      {...frame}
      height={height}
      name={spec.name}
      summary={spec.summary}
      notes={spec.notes}
      table={() => ({
        columns: [{ label: "" }, { label: spec.x.label }, { label: spec.y.label }],
        rows: spec.points.map(({ key, x, y }) => [key, x, y]),
      })}
      svg={() => paintedSvg({ paint, width: 640, height, theme, title: spec.summary })}
    >
      <PaintedPlot
        height={height}
        label={`${spec.name}. Arrow keys walk through the points.`}
        paint={paint}
        onPoint={(at) => setPointed(at && indexAt(at))}
        onPick={
          onPick &&
          ((at) => {
            const index = indexAt(at);
            if (index !== null) onPick(spec.points[index]!.id);
          })
        }
        onKeyDown={onKeyDown}
      />
      <div className="mt-1 flex min-h-5 flex-wrap items-center gap-x-3 pl-1 text-[12px] text-(--ink-soft)">
        {spec.legend.map(({ label, color }) => (
          <span key={label} className="flex items-center gap-1.5">
            <span aria-hidden className="size-2 rounded-full" style={{ background: cssColor(color) }} />
            {label}
          </span>
        ))}
        <span className="ml-auto text-(--ink) tabular-nums" aria-live="polite">
          {chosen === null ? "" : spec.points[chosen]!.words}
        </span>
      </div>
    </ChartFrame>
  );
}
