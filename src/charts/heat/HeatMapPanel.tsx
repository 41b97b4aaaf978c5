"use client";

import { type ComponentProps, useCallback } from "react";
import type { FrameProps } from "../frame/ChartFrame";
import { PointedPanel } from "../PointedPanel";
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

const within = (value: number, count: number) => Math.min(count - 1, Math.max(0, value));

/** A heat map in its panel, with the cell under the pointer (or the arrow keys) in words. */
export function HeatMapPanel({ spec, onPick, height = 260, ...frame }: HeatMapPanelProps) {
  const [columns, rows] = [cellsAlong(spec.x), cellsAlong(spec.y)];
  const paint = useCallback<ComponentProps<typeof PointedPanel<Cell>>["paint"]>(
    (pen, canvas) => paintHeatMap(pen, spec, canvas),
    [spec],
  );
  return (
    <PointedPanel<Cell>
      {...{ ...frame, height, spec, paint, onPick }}
      keys="Arrow keys walk over the cells."
      figureWidth={900}
      thingAt={({ x, y, width }) => heatMapLayout(spec, { width, height }).at(x, y)}
      isThere={({ column, row }) => column < columns && row < rows}
      walk={(from, [right, up]) => {
        const { column, row } = from ?? { column: spec.selectedColumn ?? -1, row: 0 };
        return { column: within(column + right, columns), row: within(row + up, rows) };
      }}
      wordsOf={({ column, row }) => spec.words(column, row)}
      table={() => heatMapTable(spec)}
      legend={<ColorLegend spec={spec} />}
    />
  );
}
