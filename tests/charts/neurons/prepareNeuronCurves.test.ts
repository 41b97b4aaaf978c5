import { expect, test } from "vitest";
import { prepareLeaders } from "~/charts/neurons/prepareLeaders";
import { prepareTrajectory } from "~/charts/neurons/prepareTrajectory";

const view = { step: 8, xScale: "log" } as const;
const column = { value: [1e-3, null, 3e-3], error: [1e-4, null, null], sequences: [16, 16, 16] };
const trajectory = { neuron: 5, measure: "signed", steps: [0, 4, 8], rare: column, common: column } as const;
const mutable = { ...trajectory, steps: [...trajectory.steps], subElbow: null };

test("the band is Student's for the sequences there are, and missing where there is no error", () => {
  const { curves, notes } = prepareTrajectory(mutable, view);
  const [rare] = curves;
  expect(rare!.y).toEqual([1, null, 3]);
  // t of 15 degrees at 97.5 %: 2.13145 (Abramowitz and Stegun, table 26.10).
  expect(rare!.interval!.low[0]).toBeCloseTo(1 - 0.213145, 6);
  expect(rare!.interval!.high[2]).toBeNull();
  expect(notes).toEqual(["band: 95 %, Student’s law over 16 sequences"]);
});

test("one sequence has no interval, and targets below the elbow have a line of their own where there are any", () => {
  const one = { ...column, sequences: [1, 1, 1] };
  const { curves, notes } = prepareTrajectory({ ...mutable, rare: one, subElbow: column }, view);
  expect(curves.map(({ label }) => label)).toEqual(["rare", "common", "below the elbow"]);
  expect(curves[0]!.interval!.low).toEqual([null, null, null]);
  expect(notes).toEqual(["band: 95 %, Student’s law over 1 to 16 sequences"]);
});

test("the band of an absolute influence ends at zero, that of a signed one goes on", () => {
  const wide = { value: [1e-3, 1e-3, 1e-3], error: [1e-3, 1e-3, 1e-3], sequences: [4, 4, 4] };
  const low = (measure: "absolute" | "signed") =>
    prepareTrajectory({ ...mutable, measure, rare: wide }, view).curves[0]!.interval!.low[0];
  expect(low("absolute")).toBe(0);
  expect(low("signed")).toBeLessThan(-2);
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
