"use client";

import { useEffect, useRef, type KeyboardEvent } from "react";
import { useWidth } from "./frame/useWidth";
import type { ChartTheme } from "./palette";
import { canvasPen } from "./pen/canvasPen";
import type { Pen } from "./pen/pen";
import { useChartTheme } from "./useChartTheme";

export interface Canvas {
  width: number;
  height: number;
  theme: ChartTheme;
}

interface PaintedPlotProps {
  height: number;
  label: string;
  /** Of what is under the pointer. */
  hint?: string | undefined;
  paint: (pen: Pen, canvas: Canvas) => void;
  /** Pixels from the top left of the plot; `null` when the pointer left. */
  onPoint?: ((at: { x: number; y: number; width: number } | null) => void) | undefined;
  onPick?: ((at: { x: number; y: number; width: number }) => void) | undefined;
  onKeyDown?: ((event: KeyboardEvent) => void) | undefined;
}

/** A canvas that is repainted whole whenever its paint, size or theme changes. */
export function PaintedPlot({ height, label, hint, paint, onPoint, onPick, onKeyDown }: PaintedPlotProps) {
  const [host, width] = useWidth<HTMLDivElement>();
  const canvas = useRef<HTMLCanvasElement>(null);
  const theme = useChartTheme();

  useEffect(() => {
    const context = canvas.current?.getContext("2d");
    if (!canvas.current || !context || width === 0) return;
    const density = window.devicePixelRatio;
    canvas.current.width = Math.round(width * density);
    canvas.current.height = Math.round(height * density);
    context.scale(density, density);
    paint(canvasPen(context), { width, height, theme });
  }, [paint, width, height, theme]);

  const place = (event: { clientX: number; clientY: number }) => {
    const box = canvas.current?.getBoundingClientRect();
    return { x: event.clientX - (box?.left ?? 0), y: event.clientY - (box?.top ?? 0), width };
  };

  return (
    <div
      ref={host}
      className={`w-full rounded outline-offset-2 focus-visible:outline-2 focus-visible:outline-(--focus) ${onPick ? "cursor-pointer" : ""}`}
      style={{ height }}
      tabIndex={0}
      role="group"
      aria-roledescription="chart"
      aria-label={label}
      title={hint}
      onKeyDown={onKeyDown}
      onPointerMove={(event) => onPoint?.(place(event))}
      onPointerLeave={() => onPoint?.(null)}
      onClick={(event) => onPick?.(place(event))}
    >
      <canvas ref={canvas} style={{ width, height }} aria-hidden />
    </div>
  );
}
