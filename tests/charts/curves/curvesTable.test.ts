import { expect, test } from "vitest";
import type { CurvesSpec } from "~/charts/curves/curvesSpec";
import { curvesTable } from "~/charts/curves/curvesTable";
import { tableToCsv } from "~/charts/frame/tableToCsv";

const line = { color: "ink", dash: "solid", shape: "line" } as const;
const spec: CurvesSpec = {
  name: "a chart",
  x: { label: "step", unit: null, scale: "log1p", domain: [0, 4], integer: true },
  y: { label: "loss", unit: "nats", scale: "linear", domain: [0, 10] },
  curves: [
    {
      ...line,
      key: "rare",
      label: "rare",
      x: [0, 2, 4],
      y: [9.123456, null, 8],
      interval: { low: [9, null, 7], high: [10, null, 9] },
    },
    { ...line, key: "common", label: "common", x: [0, 3], y: [5, 4] },
  ],
  ...{ rules: [], regions: [], marks: [], endLabels: false, summary: "", notes: [] },
};

test("the table holds every curve with its interval, unrounded, a row for every x", () => {
  const { columns, rows } = curvesTable(spec, null, new Set());
  expect(columns.map(({ label }) => label)).toEqual(["step", "rare", "rare, low", "rare, high", "common"]);
  expect(rows).toEqual([
    [0, 9.123456, 9, 10, 5],
    [2, null, null, null, null],
    [3, null, null, null, 4],
    [4, 8, 7, 9, null],
  ]);
});

test("what is hidden or zoomed away is not in it", () => {
  const zoom = { x: [Math.log(3.5), Math.log(6)], y: [0, 10] } as const;
  expect(curvesTable(spec, zoom, new Set(["rare"])).rows).toEqual([[3, 4]]);
});

test("the CSV leaves a gap empty and quotes what needs it", () => {
  const csv = tableToCsv({
    columns: [{ label: "step" }, { label: 'α, "ww"' }],
    rows: [
      [1, null],
      [2, 0.1],
    ],
  });
  expect(csv).toBe('step,"α, ""ww"""\r\n1,\r\n2,0.1\r\n');
});
