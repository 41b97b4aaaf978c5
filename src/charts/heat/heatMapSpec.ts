import type { AxisSpec } from "../axis/axisSpec";
import type { ScaleKind } from "../axis/axisScale";

/** Values on a scale, each as wide as its edges say (forward values, one more than values); or names, equally wide. */
export type HeatAxis =
  { axis: AxisSpec; values: readonly number[]; edges: readonly number[] } | { names: readonly string[] };

/** Cells that belong together: first and last column, lowest and highest row, all included. */
export interface HeatBlock {
  columns: readonly [number, number];
  rows: readonly [number, number];
}

/** A matrix of colours. Rows go upwards. */
export interface HeatMapSpec {
  name: string;
  x: HeatAxis;
  y: HeatAxis;
  /** [column][row]; `null` is hatched. */
  values: (number | null)[][];
  color: {
    /** Diverging for values on both sides of the domain's middle. */
    map: "viridis" | "diverging";
    label: string;
    unit: string | null;
    scale: ScaleKind;
    domain: readonly [number, number];
    marks: number[];
  };
  /** Prints the values where they fit. */
  printed: boolean;
  selectedColumn: number | null;
  selectedRow: number | null;
  /** Framed. */
  blocks?: HeatBlock[];
  /** What the reader is told of a cell. */
  words: (column: number, row: number) => string;
  summary: string;
  notes: string[];
}

export const cellsAlong = (along: HeatAxis) => ("names" in along ? along.names.length : along.values.length);
