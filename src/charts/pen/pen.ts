export type Point = readonly [x: number, y: number];

export interface Stroke {
  color: string;
  width: number;
  dash?: readonly number[] | undefined;
  opacity?: number | undefined;
}

export interface TextStyle {
  color: string;
  anchor?: "start" | "middle" | "end" | undefined;
  baseline?: "top" | "middle" | "bottom" | undefined;
  /** Quarter turns to the left, for the title of a y axis. */
  turned?: boolean | undefined;
  size?: number | undefined;
  bold?: boolean | undefined;
}

export interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}

/**
 * What every chart is drawn with, in CSS pixels from the top left. There are two: one puts it on a canvas, one
 * writes SVG, so that an exported figure is the figure on screen.
 */
export interface Pen {
  polyline(points: readonly Point[], stroke: Stroke): void;
  polygon(points: readonly Point[], fill: string, opacity: number): void;
  rectangle(box: Box, fill: string, opacity?: number): void;
  /** Diagonal lines: not measurable. */
  hatch(box: Box, color: string): void;
  circle(center: Point, radius: number, fill: string, opacity?: number): void;
  text(at: Point, words: string, style: TextStyle): void;
  /** Draws only inside the box until `unclip`. */
  clip(box: Box): void;
  unclip(): void;
}

export const chartFont = '"Inter Variable", Inter, system-ui, sans-serif';
