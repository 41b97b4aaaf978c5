"use client";

import { type ComponentProps, useCallback } from "react";
import { cssColor } from "../cssColor";
import type { FrameProps } from "../frame/ChartFrame";
import { PointedPanel } from "../PointedPanel";
import { paintScatter } from "./paintScatter";
import { scatterLayout } from "./scatterLayout";
import type { ScatterSpec } from "./scatterSpec";

interface ScatterPanelProps extends FrameProps {
  spec: ScatterSpec;
  /** A click or Enter on a point, by its id. */
  onPick?: ((id: number) => void) | undefined;
}

/** A cloud of named points in its panel. Arrow keys walk through them from left to right, Enter opens one. */
export function ScatterPanel({ spec, onPick, height = 280, ...frame }: ScatterPanelProps) {
  const { points } = spec;
  const paint = useCallback<ComponentProps<typeof PointedPanel<number>>["paint"]>(
    (pen, { pointed, ...canvas }) => paintScatter(pen, spec, { ...canvas, chosen: pointed }),
    [spec],
  );
  return (
    <PointedPanel<number>
      {...{ ...frame, height, spec, paint }}
      keys="Arrow keys walk through the points."
      figureWidth={640}
      thingAt={({ x, y, width }) => scatterLayout(spec, { width, height }).at(x, y)}
      isThere={(index) => index < points.length}
      walk={(from, [right, up]) => {
        const by = right + up;
        const order = points.map((_, index) => index).sort((a, b) => points[a]!.x - points[b]!.x);
        const place = from === null ? (by > 0 ? -1 : order.length) : order.indexOf(from);
        return order[Math.min(order.length - 1, Math.max(0, place + by))] ?? null;
      }}
      wordsOf={(index) => points[index]!.words}
      table={() => ({
        columns: [{ label: "" }, { label: spec.x.label }, { label: spec.y.label }],
        rows: points.map(({ key, x, y }) => [key, x, y]),
      })}
      legend={spec.legend.map(({ label, color }) => (
        <span key={label} className="flex items-center gap-1.5">
          <span aria-hidden className="size-2 rounded-full" style={{ background: cssColor(color) }} />
          {label}
        </span>
      ))}
      onPick={onPick && ((index) => onPick(points[index]!.id))}
    />
  );
}
