"use client";

import { useCallback, useMemo, useState, type KeyboardEvent } from "react";
import { ChartFrame, type FrameProps } from "../frame/ChartFrame";
import { PaintedPlot, type Canvas } from "../PaintedPlot";
import { paintedSvg } from "../paintedSvg";
import type { Pen } from "../pen/pen";
import { useChartTheme } from "../useChartTheme";
import { nullRowsHeight, nullRowsLayout, paintNullRows } from "./paintNullRows";
import { prepareNullRows, type NullRow } from "./prepareNullRows";

interface NullRowsChartProps extends FrameProps {
  name: string;
  rows: readonly NullRow[];
  /** The key of the row whose null is shown elsewhere. */
  selected: string | null;
  onSelect: (key: string) => void;
}

const moves: Record<string, number> = { ArrowUp: -1, ArrowDown: 1 };

/** Statistics of one kind, each beside its null. A click or the arrow keys choose one. */
export function NullRowsChart({ name, rows, selected, onSelect, ...frame }: NullRowsChartProps) {
  const spec = useMemo(() => prepareNullRows(name, rows), [name, rows]);
  const theme = useChartTheme();
  const [pointed, setPointed] = useState<number | null>(null);
  const found = spec.rows.findIndex(({ key }) => key === selected);
  const chosen = found < 0 ? null : found;
  const paint = useCallback(
    (pen: Pen, canvas: Canvas) => paintNullRows(pen, spec, { ...canvas, selected: chosen }),
    [spec, chosen],
  );
  const height = nullRowsHeight(spec.rows.length);
  const select = (row: number | null) => {
    const key = row === null ? undefined : spec.rows[row]?.key;
    if (key !== undefined) onSelect(key);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const by = moves[event.key];
    if (by === undefined) return;
    event.stopPropagation();
    event.preventDefault();
    const from = chosen ?? (by > 0 ? -1 : spec.rows.length);
    select(Math.min(spec.rows.length - 1, Math.max(0, from + by)));
  };
  const shown = pointed ?? chosen;
  return (
    <ChartFrame
      {...frame}
      height={height}
      name={name}
      summary={spec.summary}
      table={spec.table}
      svg={() => paintedSvg({ paint, width: 640, height, theme, title: spec.summary })}
    >
      <PaintedPlot
        height={height}
        label={`${name}. Up and down choose a row.`}
        paint={paint}
        onPoint={(at) => setPointed(at && nullRowsLayout(spec, at).at(at.y))}
        onPick={({ y, width }) => select(nullRowsLayout(spec, { width }).at(y))}
        onKeyDown={onKeyDown}
      />
      <p
        className="mt-1 min-h-5 pl-1 text-[12px] text-(--ink-soft) tabular-nums max-xl:min-h-9"
        aria-live="polite"
      >
        {shown === null ? spec.verdict : spec.rows[shown]?.words}
      </p>
    </ChartFrame>
  );
}
