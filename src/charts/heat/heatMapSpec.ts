import type { AxisSpec } from "../axis/axisSpec";
import type { ScaleKind } from "../axis/axisScale";

/** A matrix of colours over steps. Rows go upwards. */
export interface HeatMapSpec {
  name: string;
  x: AxisSpec;
  /** An axis of numbers, or one name a row. */
  y: { axis: AxisSpec; edges: number[] } | { names: string[] };
  steps: number[];
  /** Forward values of x; one more than steps. */
  columnEdges: number[];
  /** [column][row]; `null` is hatched. */
  values: (number | null)[][];
  color: {
    label: string;
    unit: string | null;
    scale: ScaleKind;
    domain: readonly [number, number];
    marks: number[];
  };
  /** Prints the values where they fit. */
  printed: boolean;
  step: number | null;
  selectedRow: number | null;
  /** What the reader is told of a cell. */
  words: (column: number, row: number) => string;
  summary: string;
  notes: string[];
}
