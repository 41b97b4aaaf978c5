import type { AxisSpec } from "../axis/axisSpec";
import type { ColorToken } from "../palette";

type Column = ArrayLike<number | null>;

/** One line (or cloud of points) of a chart, in data values. `null` is a gap; NaN and ±∞ are marked. */
export interface Curve {
  key: string;
  label: string;
  color: ColorToken;
  dash: "solid" | "dashed" | "dotted";
  shape: "line" | "points";
  /** Ascending. */
  x: ArrayLike<number>;
  y: Column;
  /** Its 95 % interval, drawn as a band of the same colour. */
  interval?: { low: Column; high: Column } | undefined;
  /** Fits and raw values behind a smoothed line stand back. */
  faint?: boolean | undefined;
  width?: number | undefined;
  /** Diameter in pixels: for points, or to mark each value of a short line. */
  pointSize?: number | undefined;
  /** Shares the legend entry of that curve, and hides with it. */
  partOf?: string | undefined;
}

/** A vertical or horizontal line with a word beside it. */
export interface Rule {
  axis: "x" | "y";
  at: number;
  label: string | null;
  color: ColorToken;
  dash: "solid" | "dashed" | "dotted";
  /** Where the word of a vertical line stands; "top" unless the curves are there. */
  labelAt?: "top" | "bottom" | undefined;
}

/** A tint behind the lines: a regime, a null. */
export interface Region {
  from: number;
  to: number;
  color: ColorToken;
  label: string | null;
}

export interface Mark {
  x: number;
  y: number;
  color: ColorToken;
  label: string | null;
  xInterval?: readonly [number, number] | undefined;
  /** Where the curves leave room for the word; below and to the left unless it says otherwise. */
  labelAt?: "aboveRight" | undefined;
}

/** All that a chart of curves draws and says. Made by a `prepare…`, drawn by `CurvesPlot` and `curvesToSvg`. */
export interface CurvesSpec {
  /** Of the exported figure. */
  name: string;
  x: AxisSpec;
  y: AxisSpec;
  curves: Curve[];
  rules: Rule[];
  regions: Region[];
  marks: Mark[];
  /** Printed at the lines' ends where there is room. */
  endLabels: boolean;
  /** One sentence for a reader who can't see the chart. */
  summary: string;
  /** Short remarks under the chart: what was left out and why. */
  notes: string[];
}
