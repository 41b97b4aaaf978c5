import type { AxisSpec } from "../axis/axisSpec";
import type { ColorToken } from "../palette";

export interface ScatterPoint {
  /** What it stands for, by the number that is known outside the chart. */
  id: number;
  /** "neuron 12" */
  key: string;
  x: number;
  y: number;
  color: ColorToken;
  /** Stands back: not told from zero. */
  faint?: boolean;
  /** Printed beside the point where there is room. */
  label?: string | null;
  /** What the reader is told of it. */
  words: string;
}

/** A cloud of points that each have a name. Made by a `prepare…`, drawn by `ScatterPanel`. */
export interface ScatterSpec {
  name: string;
  x: AxisSpec;
  y: AxisSpec;
  /** Those drawn last lie on top. */
  points: ScatterPoint[];
  /** The line y = x, for two quantities of one kind. */
  diagonal: boolean;
  /** What the colours mean. */
  legend: { label: string; color: ColorToken }[];
  summary: string;
  notes: string[];
}
