"use client";

import { useCallback, useState } from "react";
import { ChartFrame, type FrameProps } from "../frame/ChartFrame";
import { PaintedPlot, type Canvas } from "../PaintedPlot";
import { paintedSvg } from "../paintedSvg";
import type { Pen } from "../pen/pen";
import { useChartTheme } from "../useChartTheme";
import { ColorLegend } from "./ColorLegend";
import { heatMapLayout } from "./heatMapLayout";
import { cellsAlong, type HeatMapSpec } from "./heatMapSpec";
import { heatMapTable } from "./heatMapTable";
import { paintHeatMap } from "./paintHeatMap";

interface Cell {
  column: number;
  row: number;
}

interface HeatMapPanelProps extends FrameProps {
  spec: HeatMapSpec;
  onPick?: ((cell: Cell) => void) | undefined;
}

const moves: Record<string, readonly [column: number, row: number]> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};

/** A heat map in its panel, with the cell under the pointer (or the arrow keys) in words. */
export function HeatMapPanel({ spec, onPick, ...frame }: HeatMapPanelProps) {
  const { height = 260 } = frame;
  const theme = useChartTheme();
  const [pointed, setPointed] = useState<Cell | null>(null);
  const paint = useCallback((pen: Pen, canvas: Canvas) => paintHeatMap(pen, spec, canvas), [spec]);
  const cellAt = ({ x, y, width }: { x: number; y: number; width: number }) =>
    heatMapLayout(spec, { width, height }).at(x, y);

  const onKeyDown = (event: React.KeyboardEvent) => {
    const move = moves[event.key];
    if (!move && event.key !== "Enter") return;
    event.stopPropagation();
    event.preventDefault();
    if (!move) {
      if (pointed) onPick?.(pointed);
      return;
    }
    const from = pointed ?? { column: spec.selectedColumn ?? -1, row: 0 };
    const within = (value: number, count: number) => Math.min(count - 1, Math.max(0, value));
    setPointed({
      column: within(from.column + move[0], cellsAlong(spec.x)),
      row: within(from.row + move[1], cellsAlong(spec.y)),
    });
  };

  return (
    <ChartFrame
      {...frame}
      height={height}
      name={spec.name}
      summary={spec.summary}
      notes={spec.notes}
      table={() => heatMapTable(spec)}
      svg={() => paintedSvg({ paint, width: 900, height, theme, title: spec.summary })}
    >
      <PaintedPlot
        height={height}
        label={`${spec.name}. Arrow keys walk over the cells.`}
        paint={paint}
        onPoint={(at) => setPointed(at && cellAt(at))}
        onPick={
          onPick &&
          ((at) => {
            const cell = cellAt(at);
            if (cell) onPick(cell);
          })
        }
        onKeyDown={onKeyDown}
      />
      <div className="mt-1 flex min-h-6 flex-wrap items-center gap-x-4 pl-1 text-[12px] text-(--ink-soft)">
        <ColorLegend spec={spec} />
        <span className="ml-auto text-(--ink)" aria-live="polite">
          {pointed ? spec.words(pointed.column, pointed.row) : ""}
        </span>
      </div>
    </ChartFrame>
  );
}
