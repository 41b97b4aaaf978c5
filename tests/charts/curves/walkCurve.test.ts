import { expect, test } from "vitest";
import type { CurvesSpec } from "~/charts/curves/curvesSpec";
import { walkCurve } from "~/charts/curves/walkCurve";

const line = { color: "ink", dash: "solid", shape: "line" } as const;
const spec: CurvesSpec = {
  name: "a chart",
  x: { label: "step", unit: null, scale: "log1p", domain: [0, 8], integer: true },
  y: { label: "loss", unit: "nats", scale: "linear", domain: [0, 10] },
  curves: [
    { ...line, key: "rare", label: "rare", x: [0, 2, 8], y: [9, null, 7] },
    { ...line, key: "common", label: "common", x: [0, 2, 8], y: [5, 4, 3] },
  ],
  ...{ rules: [], regions: [], marks: [], endLabels: false, summary: "", notes: [] },
};
const walk = (from: number | null, by: number) => walkCurve(spec, { hidden: new Set(), from, by });

test("the walk begins at the end it comes from", () => {
  expect(walk(null, 1)?.words).toBe("step 0: rare 9.00, common 5.00");
  expect(walk(null, -1)?.words).toBe("step 8: rare 7.00, common 3.00");
});

test("it goes value by value, and reads a gap as one", () => {
  expect(walk(0, 1)).toEqual({ position: Math.log(3), words: "step 2: rare –, common 4.00" });
});

test("it stops at the ends, and Home and End jump there", () => {
  expect(walk(Math.log(9), 1)?.position).toBeCloseTo(Math.log(9));
  expect(walk(Math.log(3), Infinity)?.position).toBeCloseTo(Math.log(9));
  expect(walk(Math.log(3), -Infinity)?.position).toBe(0);
});

test("hidden curves are not read, and with none left there is no walk", () => {
  expect(walkCurve(spec, { hidden: new Set(["rare"]), from: null, by: 1 })?.words).toBe(
    "step 0: common 5.00",
  );
  expect(walkCurve(spec, { hidden: new Set(["rare", "common"]), from: null, by: 1 })).toBeNull();
});
