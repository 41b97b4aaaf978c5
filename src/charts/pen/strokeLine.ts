import type { Pen, Point, Stroke } from "./pen";

/** One straight line. */
export const strokeLine = (pen: Pen, from: Point, to: Point, stroke: Stroke) =>
  pen.polyline([from, to], stroke);
