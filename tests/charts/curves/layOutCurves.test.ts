import { expect, test } from "vitest";
import type { Curve, CurvesSpec } from "~/charts/curves/curvesSpec";
import { joinColumns } from "~/charts/curves/joinColumns";
import { layOutCurves } from "~/charts/curves/layOutCurves";

const curve = (key: string, x: number[], y: (number | null)[], more: Partial<Curve> = {}): Curve => ({
  ...{ key, label: key, color: "ink", dash: "solid", shape: "line", x, y },
  ...more,
});

const spec = (curves: Curve[], yScale: "linear" | "log" = "linear"): CurvesSpec => ({
  name: "a chart",
  x: { label: "step", unit: null, scale: "linear", domain: [0, 100] },
  y: { label: "loss", unit: "nats", scale: yScale, domain: [1, 100] },
  curves,
  ...{ rules: [], regions: [], marks: [], endLabels: false, summary: "", notes: [] },
});

const shown = { zoom: null, pixels: 100, hidden: new Set<string>() };

test("a missing value is a gap, not a zero", () => {
  const layout = layOutCurves(spec([curve("a", [0, 1, 2], [5, null, 7])]), shown);
  expect(layout.curves[0]?.y).toEqual([5, null, 7]);
});

test("NaN and infinities are gaps with a mark at their place", () => {
  const layout = layOutCurves(spec([curve("a", [0, 1, 2, 3], [NaN, Infinity, -Infinity, 4])]), shown);
  expect(layout.curves[0]?.y).toEqual([null, null, null, 4]);
  expect(layout.odd.map(({ x, kind }) => [x, kind])).toEqual([
    [0, "NaN"],
    [1, "+∞"],
    [2, "−∞"],
  ]);
});

test("zero and negative values leave a log axis and are counted", () => {
  const layout = layOutCurves(spec([curve("a", [0, 1, 2], [0, -2, 10])], "log"), shown);
  expect(layout.unshown).toBe(2);
  expect(layout.curves[0]?.y).toEqual([null, null, Math.log(10)]);
});

test("a hidden curve takes its parts with it", () => {
  const parts = [curve("a", [0], [1]), curve("a fit", [0], [1], { partOf: "a" }), curve("b", [0], [1])];
  const layout = layOutCurves(spec(parts), { ...shown, hidden: new Set(["a"]) });
  expect(layout.curves.map((laid) => laid.curve.key)).toEqual(["b"]);
});

test("how dense the data is per pixel is said when it is denser than the pixels", () => {
  const x = Array.from({ length: 4000 }, (_, i) => i / 40);
  const layout = layOutCurves(spec([curve("a", x, x)]), shown);
  expect(layout.valuesPerPixel).toBe(40);
  expect(layOutCurves(spec([curve("a", [0, 50, 100], [1, 2, 3])]), shown).valuesPerPixel).toBeNull();
});

test("zoomed in, a dense curve is refined until every value shows", () => {
  const x = Array.from({ length: 4000 }, (_, i) => i / 40);
  const layout = layOutCurves(spec([curve("a", x, x)]), { ...shown, zoom: { x: [10, 11], y: [0, 100] } });
  expect(layout.valuesPerPixel).toBeNull();
  expect(layout.x).toEqual([10, 11]);
  expect(layout.curves[0]?.x).toHaveLength(43);
});

test("new values do not move a zoom", () => {
  const zoom = { x: [2, 4], y: [0, 9] } as const;
  const before = layOutCurves(spec([curve("a", [0, 1], [1, 2])]), { ...shown, zoom });
  const after = layOutCurves(spec([curve("a", [0, 1, 200], [1, 2, 3])]), { ...shown, zoom });
  expect([after.x, after.y]).toEqual([before.x, before.y]);
});

test("curves on the same x share the column as it is", () => {
  const layout = layOutCurves(spec([curve("a", [0, 1], [1, null]), curve("b", [0, 1], [3, 4])]), shown);
  expect(joinColumns(layout.curves)).toEqual([
    [0, 1],
    [1, null],
    [3, 4],
  ]);
});

test("where a curve has no value of its own the line goes on", () => {
  const layout = layOutCurves(spec([curve("a", [0, 2], [1, 3]), curve("b", [1], [9])]), shown);
  expect(joinColumns(layout.curves)).toEqual([
    [0, 1, 2],
    [1, undefined, 3],
    [undefined, 9, undefined],
  ]);
});

test("a gap reaches its neighbours over the x of other curves", () => {
  const layout = layOutCurves(spec([curve("a", [0, 4, 8], [1, null, 3]), curve("b", [2, 6], [9, 9])]), shown);
  expect(joinColumns(layout.curves)[1]).toEqual([1, null, null, null, 3]);
});
