import { describe, expect, test } from "vitest";
import { nearestStep, neighbourStep } from "~/features/live/nearestStep";

const steps = [0, 1, 2, 4, 8];

describe("nearestStep", () => {
  test("a step that is not measured shows the one closest to it, the earlier of two", () => {
    expect(nearestStep(steps, 5)).toBe(4);
    expect(nearestStep(steps, 6)).toBe(4);
    expect(nearestStep(steps, 1000)).toBe(8);
    expect(nearestStep(steps, -5)).toBe(0);
  });

  test("where nothing is measured there is none", () => {
    expect(nearestStep([], 5)).toBeNull();
  });
});

describe("neighbourStep", () => {
  test("goes from measured step to measured step and stays at the ends", () => {
    expect(neighbourStep(steps, 2, 1)).toBe(4);
    expect(neighbourStep(steps, 4, -1)).toBe(2);
    expect(neighbourStep(steps, 8, 1)).toBe(8);
    expect(neighbourStep(steps, 0, -1)).toBe(0);
    expect(neighbourStep([], null, 1)).toBeNull();
  });
});
