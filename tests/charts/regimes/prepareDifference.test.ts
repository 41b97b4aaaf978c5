import { expect, test } from "vitest";
import { prepareDifference } from "~/charts/regimes/prepareDifference";

const data = {
  steps: [0, 64, 512],
  difference: { value: [0.001, null, 0.002], low: [-0.001, null, 0.0005], high: [0.003, null, 0.0035] },
};
const quantity = { label: "excess, rare − common", unit: "10⁻³ nats", factor: 1000 };
const view = { step: null, xScale: "log" } as const;

test("values come in the quantity's unit", () => {
  expect(prepareDifference(data, quantity, view).curves[0]?.y).toEqual([1, null, 2]);
});

test("only where the interval excludes 0 is a point coloured", () => {
  const finding = prepareDifference(data, quantity, view).curves.find(({ key }) => key === "excludes 0");
  expect(finding).toMatchObject({ color: "rare", y: [null, null, 2] });
});

test("a value without an interval is never a finding", () => {
  const bare = { steps: [1], difference: { value: [5], low: [null], high: [null] } };
  expect(prepareDifference(bare, quantity, view).curves[1]?.y).toEqual([null]);
});

test("the 0 line is drawn and lies in the domain", () => {
  const spec = prepareDifference(data, quantity, view);
  expect(spec.rules[0]).toMatchObject({ axis: "y", at: 0 });
  expect(spec.y.domain[0]).toBeLessThan(0);
});

test("the summary reads value, interval and whether it excludes 0", () => {
  expect(prepareDifference(data, quantity, view).summary).toBe(
    "excess, rare − common is 2.00 10⁻³ nats [0.500, 3.50] at step 512; the interval excludes 0.",
  );
});

test("where neither curve has the regime nothing is a finding, and the reader is told", () => {
  const regime = { name: "plateau", present: [true, true, false] };
  const spec = prepareDifference({ ...data, regime }, quantity, view);
  expect(spec.curves[1]?.y).toEqual([null, null, null]);
  expect(spec.notes).toEqual([
    "neither curve has a plateau at 1 of 3 steps: there the best hinges are compared",
  ]);
  expect(spec.summary).toContain("at step 512; neither curve has a plateau there.");
});

test("a step without a value says why", () => {
  const reason = [null, "the rare curve has 3 neurons above zero", null];
  const spec = prepareDifference({ ...data, difference: { ...data.difference, reason } }, quantity, view);
  expect(spec.notes).toEqual(["no value at step 64: the rare curve has 3 neurons above zero"]);
});
