import { backward } from "../axis/axisScale";
import { axisTitle } from "../axis/axisSpec";
import type { ChartTable } from "../frame/chartTable";
import type { CurvesSpec } from "./curvesSpec";
import type { Zoom } from "./layOutCurves";

/** Exactly what is shown, value by value: the curves in sight, within the zoom, unsampled and unrounded. */
export function curvesTable(spec: CurvesSpec, zoom: Zoom | null, hidden: ReadonlySet<string>): ChartTable {
  const [from, to] = zoom
    ? [backward(spec.x.scale, zoom.x[0]), backward(spec.x.scale, zoom.x[1])]
    : [-Infinity, Infinity];
  const columns = [{ label: axisTitle(spec.x), integer: spec.x.integer === true }];
  const rows = new Map<number, (number | null)[]>();
  const put = (x: number, column: number, value: number | null) => {
    const row = rows.get(x) ?? [x];
    row[column] = value;
    rows.set(x, row);
  };

  for (const curve of spec.curves) {
    if (hidden.has(curve.partOf ?? curve.key)) continue;
    const add = (label: string, values: ArrayLike<number | null>) => {
      const column = columns.push({ label, integer: spec.y.integer === true }) - 1;
      for (let i = 0; i < curve.x.length; i++) {
        const x = curve.x[i]!;
        if (x >= from && x <= to) put(x, column, values[i] ?? null);
      }
    };
    add(curve.label, curve.y);
    if (curve.interval) {
      add(`${curve.label}, low`, curve.interval.low);
      add(`${curve.label}, high`, curve.interval.high);
    }
  }
  const ordered = [...rows.values()].sort((a, b) => a[0]! - b[0]!);
  return { columns, rows: ordered.map((row) => columns.map((_, i) => row[i] ?? null)) };
}
