import { expect, test } from "vitest";
import { prepareLeaders } from "~/charts/neurons/prepareLeaders";
import { prepareTrajectory } from "~/charts/neurons/prepareTrajectory";

const view = { step: 8, xScale: "log" } as const;
const column = { value: [1e-3, null, 3e-3], error: [1e-4, null, null] };
const trajectory = { neuron: 5, measure: "signed", steps: [0, 4, 8], rare: column, common: column } as const;
const mutable = { ...trajectory, steps: [...trajectory.steps] };

test("the band is 1.96 standard errors either way, and missing where there is none", () => {
  const [rare] = prepareTrajectory(mutable, view).curves;
  expect(rare!.y).toEqual([1, null, 3]);
  expect(rare!.interval!.low[0]).toBeCloseTo(1 - 0.196, 12);
  expect(rare!.interval!.high[2]).toBeNull();
});

test("signed influence has a line at zero, which lies inside the plot", () => {
  const spec = prepareTrajectory(mutable, view);
  expect(spec.rules).toContainEqual(expect.objectContaining({ axis: "y", at: 0 }));
  expect(spec.y.domain[0]).toBeLessThan(0);
  expect(spec.summary).toContain("last rare 3.00, common 3.00");
});

test("leaders end with their numbers, the first drawn stronger, onset marked", () => {
  const values = [
    [1e-3, 2e-3],
    [1e-3, 1e-3],
  ];
  const spec = prepareLeaders({ band: "rare", steps: [0, 8], neurons: [12, 3], values, onset: 8 }, view);
  expect(spec.curves.map(({ label }) => label)).toEqual(["12", "3"]);
  expect(spec.curves[0]!.width! > spec.curves[1]!.width!).toBe(true);
  expect(spec.rules).toContainEqual(expect.objectContaining({ label: "onset", at: 8 }));
});
