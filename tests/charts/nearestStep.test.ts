import { expect, test } from "vitest";
import { nearestStep } from "~/charts/nearestStep";

const steps = [0, 1, 8, 512, 1000];

test("a click goes to the step nearest to the eye: on the axis's own scale", () => {
  expect(nearestStep(steps, 100, { xScale: "linear" })).toBe(8);
  expect(nearestStep(steps, 100, { xScale: "log" })).toBe(512);
});

test("with nothing measured there is nowhere to go", () => {
  expect(nearestStep([], 3, { xScale: "log" })).toBeNull();
});
