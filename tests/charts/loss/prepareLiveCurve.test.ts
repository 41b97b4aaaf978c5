import { expect, test } from "vitest";
import { prepareLiveCurve } from "~/charts/loss/prepareLiveCurve";
import { normalsFrom, seededRandom } from "~/core/stats/random";

const view = { step: null, xScale: "linear" } as const;
const quantity = { label: "training loss", unit: "nats" };
const prepare = (values: (number | null)[], smoothing = 0) =>
  prepareLiveCurve(
    { steps: values.map((_, i) => i), series: [{ key: "loss", label: "loss", values }] },
    { quantity, smoothing, view },
  );

test("a smoothed curve keeps the raw one faint underneath, which hides with it", () => {
  const { curves } = prepare([4, 3, 2], 0.6);
  expect(curves).toMatchObject([{ faint: true, partOf: "loss", y: [4, 3, 2] }, { key: "loss" }]);
});

test("a value that is no number is marked once, on the raw curve", () => {
  const [raw, smoothed] = prepare([4, NaN, 2], 0.6).curves;
  expect(raw?.y[1]).toBeNaN();
  expect(smoothed?.y[1]).toBeNull();
});

test("raw is one curve", () => {
  expect(prepare([4, 3, 2]).curves).toHaveLength(1);
});

test("one spike does not flatten the rest, and is still in the curve", () => {
  const values = [...normalsFrom(seededRandom(1), 2000)].map((noise) => 5 + 0.1 * noise);
  values[1000] = 500;
  const spec = prepare(values);
  expect(spec.y.domain[1]).toBeLessThan(60);
  expect(spec.curves[0]?.y[1000]).toBe(500);
});

test("the steep start is in sight, few values though it has", () => {
  const values = Array.from({ length: 3000 }, (_, i) => 4 + 4 * Math.exp(-i / 3));
  expect(prepare(values).y.domain[1]).toBeGreaterThan(8);
});

test("the summary names the last value that is a number", () => {
  expect(prepare([4, 3.14159, NaN, null]).summary).toBe("training loss: loss 3.14 at step 1.");
  expect(prepare([]).summary).toBe("training loss: no values yet.");
});
