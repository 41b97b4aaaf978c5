"use client";

import { type KeyboardEvent, type ReactNode, useCallback, useState } from "react";
import type { ChartTable } from "./frame/chartTable";
import { ChartFrame, type FrameProps } from "./frame/ChartFrame";
import { PaintedPlot, type Canvas } from "./PaintedPlot";
import { paintedSvg } from "./paintedSvg";
import type { Pen } from "./pen/pen";
import { useChartTheme } from "./useChartTheme";

interface PointedPanelProps<Thing> extends FrameProps {
  height: number;
  spec: { name: string; summary: string; notes: string[] };
  /** "Arrow keys walk over the cells." */
  keys: string;
  /** Of the exported figure, in pixels. */
  figureWidth: number;
  paint: (pen: Pen, canvas: Canvas & { pointed: Thing | null }) => void;
  /** What lies under the pointer, and whether it is there still when the data has changed. */
  thingAt: (at: { x: number; y: number; width: number }) => Thing | null;
  isThere: (thing: Thing) => boolean;
  /** Where an arrow key leads, [right, up]. */
  walk: (from: Thing | null, by: readonly [number, number]) => Thing | null;
  wordsOf: (thing: Thing) => string;
  table: () => ChartTable;
  legend: ReactNode;
  /** A click or Enter. */
  onPick?: ((thing: Thing) => void) | undefined;
}

const moves: Record<string, readonly [right: number, up: number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};

/** A painted plot of things in its panel, with the one under the pointer (or the arrow keys) in words. */
export function PointedPanel<Thing>(props: PointedPanelProps<Thing>) {
  const { spec, keys, figureWidth, paint, thingAt, isThere, walk, wordsOf, table, legend, onPick, ...frame } =
    props;
  const { height } = frame;
  const theme = useChartTheme();
  const [last, setPointed] = useState<Thing | null>(null);
  const pointed = last !== null && isThere(last) ? last : null;
  const paintPointed = useCallback(
    (pen: Pen, canvas: Canvas) => paint(pen, { ...canvas, pointed }),
    [paint, pointed],
  );
  const onKeyDown = (event: KeyboardEvent) => {
    const by = moves[event.key];
    if (!by && event.key !== "Enter") return;
    event.stopPropagation();
    event.preventDefault();
    if (by) setPointed(walk(pointed, by));
    else if (pointed !== null) onPick?.(pointed);
  };
  return (
    <ChartFrame
      {...frame}
      {...{ ...spec, table }}
      svg={() => paintedSvg({ paint: paintPointed, width: figureWidth, height, theme, title: spec.summary })}
    >
      <PaintedPlot
        height={height}
        label={`${spec.name}. ${keys}`}
        paint={paintPointed}
        onPoint={(at) => setPointed(at && thingAt(at))}
        onPick={
          onPick &&
          ((at) => {
            const thing = thingAt(at);
            if (thing !== null) onPick(thing);
          })
        }
        onKeyDown={onKeyDown}
      />
      <div className="mt-1 flex min-h-6 flex-wrap items-center gap-x-4 pl-1 text-[12px] text-(--ink-soft)">
        {legend}
        <span className="ml-auto text-(--ink) tabular-nums" aria-live="polite">
          {pointed === null ? "" : wordsOf(pointed)}
        </span>
      </div>
    </ChartFrame>
  );
}
