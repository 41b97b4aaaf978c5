import { describe, expect, test } from "vitest";
import { nelderMead } from "~/core/stats/nelderMead";

describe("nelderMead", () => {
  test("finds the bottom of Rosenbrock's valley", () => {
    const rosenbrock = ([x, y]: readonly number[]) => (1 - x!) ** 2 + 100 * (y! - x! ** 2) ** 2;
    const { point, value, converged } = nelderMead(rosenbrock, [-1.2, 1], { steps: [0.5, 0.5] });
    expect(converged).toBe(true);
    expect(point[0]).toBeCloseTo(1, 5);
    expect(point[1]).toBeCloseTo(1, 5);
    expect(value).toBeLessThan(1e-10);
  });

  test("stays inside the domain that Infinity fences off", () => {
    const f = ([x]: readonly number[]) => (x! <= 0 ? Infinity : x! - Math.log(x!));
    expect(nelderMead(f, [5], { steps: [-4.9] }).point[0]).toBeCloseTo(1, 5);
  });

  test("says so when the steps run out", () => {
    const { converged } = nelderMead(([x]) => x! ** 2, [1e6], { steps: [1], maxSteps: 5 });
    expect(converged).toBe(false);
  });
});
