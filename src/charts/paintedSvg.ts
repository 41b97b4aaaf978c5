import { palette } from "./palette";
import type { Canvas } from "./PaintedPlot";
import type { Pen } from "./pen/pen";
import { svgPen } from "./pen/svgPen";

/** What a painter paints on a canvas, as a standalone SVG document. */
export function paintedSvg({
  paint,
  title,
  ...canvas
}: Canvas & { paint: (pen: Pen, canvas: Canvas) => void; title: string }): string {
  const pen = svgPen();
  paint(pen, canvas);
  return pen.document({
    width: canvas.width,
    height: canvas.height,
    background: palette[canvas.theme].raised,
    title,
  });
}
