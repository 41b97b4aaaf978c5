import type { ScaleKind } from "./axisScale";

export interface AxisSpec {
  label: string;
  unit: string | null;
  scale: ScaleKind;
  /** In data values, ascending. */
  domain: readonly [number, number];
  /** Steps and ranks are counts and show every digit. */
  integer?: boolean | undefined;
}

/** "influence, 10⁻³ nats" */
export const axisTitle = ({ label, unit }: AxisSpec) => (unit === null ? label : `${label}, ${unit}`);
