import { describe, expect, test } from "vitest";
import { mutualInformation } from "~/core/stats/mutualInformation";
import { normalsFrom, seededRandom } from "~/core/stats/random";
import { digamma } from "~/core/stats/special/digamma";

/** The definition, point by point. */
function bruteForce(x: Float64Array, y: Float64Array, k: number): number {
  const n = x.length;
  let sum = 0;
  for (let i = 0; i < n; i++) {
    const others = Array.from(x.keys()).filter((j) => j !== i);
    const distances = others.map((j) => Math.max(Math.abs(x[j]! - x[i]!), Math.abs(y[j]! - y[i]!)));
    const radius = distances.sort((a, b) => a - b)[k - 1]!;
    const nearer = (values: Float64Array) =>
      others.filter((j) => Math.abs(values[j]! - values[i]!) < radius).length;
    sum += digamma(nearer(x) + 1) + digamma(nearer(y) + 1);
  }
  return digamma(k) + digamma(n) - sum / n;
}

const correlated = (n: number, r: number, seed: number) => {
  const z = normalsFrom(seededRandom(seed), 2 * n);
  const x = z.slice(0, n);
  return [x, x.map((value, i) => r * value + Math.sqrt(1 - r * r) * z[n + i]!)] as const;
};

describe("mutualInformation", () => {
  test.each([1, 3, 10])("is the definition with k = %i", (k) => {
    const [x, y] = correlated(120, 0.7, 5);
    expect(mutualInformation(x, y, k)).toBeCloseTo(bruteForce(x, y, k), 12);
  });

  test("recovers −½ ln(1 − r²) of two normal variables", () => {
    for (const r of [0, 0.5, 0.9]) {
      const [x, y] = correlated(4000, r, 8);
      // Its standard error at N = 4,000 is about .02.
      expect(Math.abs(mutualInformation(x, y) + 0.5 * Math.log(1 - r * r))).toBeLessThan(0.06);
    }
  });

  test("is symmetric, and does not change with shift or common scale", () => {
    const [x, y] = correlated(200, 0.5, 2);
    expect(mutualInformation(y, x)).toBeCloseTo(mutualInformation(x, y), 12);
    const moved = mutualInformation(
      x.map((value) => 4 * value),
      y.map((value) => 4 * value + 64),
    );
    expect(moved).toBeCloseTo(mutualInformation(x, y), 9);
  });

  test("refuses too few points and unequal lengths", () => {
    expect(() => mutualInformation(new Float64Array(3), new Float64Array(3))).toThrow(
      "more than 3 points, not 3",
    );
    expect(() => mutualInformation(new Float64Array(9), new Float64Array(8))).toThrow("no pairs");
  });
});

test("digamma of 1 is −γ, of ½ −γ − 2 ln 2, and ψ(x + 1) = ψ(x) + 1/x", () => {
  const gamma = 0.5772156649015329;
  expect(digamma(1)).toBeCloseTo(-gamma, 14);
  expect(digamma(0.5)).toBeCloseTo(-gamma - 2 * Math.LN2, 14);
  expect(digamma(123.4)).toBeCloseTo(digamma(122.4) + 1 / 122.4, 14);
});
