"use client";

import { useCallback, useMemo, useState, type KeyboardEvent } from "react";
import { ChartFrame, type FrameProps } from "../frame/ChartFrame";
import { PaintedPlot, type Canvas } from "../PaintedPlot";
import { paintedSvg } from "../paintedSvg";
import type { Pen } from "../pen/pen";
import { useChartTheme } from "../useChartTheme";
import { migrationsLayout, paintMigrations } from "./paintMigrations";
import { prepareMigrations, type Migrations } from "./prepareMigrations";

const moves: Record<string, number> = { ArrowUp: -1, ArrowDown: 1, ArrowLeft: -1, ArrowRight: 1 };

/** How many neurons went from each regime to each between two steps. */
export function MigrationsChart({ data, ...frame }: FrameProps & { data: Migrations }) {
  const { height = 280 } = frame;
  const spec = useMemo(() => prepareMigrations(data), [data]);
  const theme = useChartTheme();
  const [at, setAt] = useState<number | null>(null);
  const pointed = at !== null && at < spec.ribbons.length ? at : null;
  const paint = useCallback(
    (pen: Pen, canvas: Canvas) => paintMigrations(pen, spec, { ...canvas, pointed }),
    [spec, pointed],
  );
  const onKeyDown = (event: KeyboardEvent) => {
    const by = moves[event.key];
    if (by === undefined) return;
    event.stopPropagation();
    event.preventDefault();
    setAt(
      Math.min(spec.ribbons.length - 1, Math.max(0, (pointed ?? (by > 0 ? -1 : spec.ribbons.length)) + by)),
    );
  };
  return (
    <ChartFrame
      {...frame}
      height={height}
      name={spec.name}
      summary={spec.summary}
      notes={["heights: square root of counts"]}
      table={spec.table}
      svg={() => paintedSvg({ paint, width: 720, height, theme, title: spec.summary })}
    >
      <PaintedPlot
        height={height}
        label={`${spec.name}. Arrow keys walk through the flows.`}
        paint={paint}
        onPoint={(place) =>
          setAt(place && migrationsLayout({ width: place.width, height }).at(spec.ribbons, place))
        }
        onKeyDown={onKeyDown}
      />
      <p className="mt-1 min-h-5 pl-1 text-[12px] text-(--ink)" aria-live="polite">
        {pointed === null ? spec.summary : spec.ribbons[pointed]!.words}
      </p>
    </ChartFrame>
  );
}
