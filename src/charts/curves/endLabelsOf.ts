import type { CurvesSpec } from "./curvesSpec";

/** The names printed at the lines' ends: none where the figure is too narrow to spare the room. */
export function endLabelsOf(spec: CurvesSpec, hidden: ReadonlySet<string>, width: number): string[] {
  if (!spec.endLabels || width <= 420) return [];
  return spec.curves
    .filter(({ faint, partOf, key }) => faint !== true && partOf === undefined && !hidden.has(key))
    .map(({ label }) => label);
}
