import { describe, expect, test } from "vitest";
import { logsBelowMaximum, scanThresholds } from "~/core/spectra/exponents/scanThresholds";
import { normalsFrom, seededRandom } from "~/core/stats/random";

/** The definition, without any bound or order of trial. */
function everyThreshold(values: Float64Array, step: 0 | 1, smallestTail: number) {
  let best = { first: -1, distance: 1 };
  for (let first = 0; first + smallestTail <= values.length; first++) {
    const tail = values.subarray(first);
    const m = tail.length;
    const alpha = 1 + m / tail.reduce((sum, x) => sum + Math.log(x / tail[0]!), 0);
    if (!Number.isFinite(alpha)) continue;
    let distance = 0;
    tail.forEach((x, j) => {
      const fitted = 1 - (x / tail[0]!) ** (1 - alpha);
      distance = Math.max(distance, fitted - j / m, (j + step) / m - fitted);
    });
    if (distance < best.distance) best = { first, distance };
  }
  return best;
}

const exponent = (m: number, logExcess: number) => 1 + m / logExcess;

describe("scanThresholds", () => {
  test.each([
    ["half-normal", normalsFrom(seededRandom(1), 300).map((z) => z * z)],
    ["uniform", Float64Array.from({ length: 257 }, (_, i) => 1 + i)],
    ["Pareto", Float64Array.from({ length: 200 }, seededRandom(3)).map((u) => u ** -0.7)],
    ["with ties", Float64Array.from({ length: 150 }, (_, i) => 1 + Math.floor(i / 5) ** 1.5)],
    ["of three", Float64Array.of(1, 2, 5)],
  ])("finds what trying everything finds: %s", (_, sample) => {
    const values = sample.sort();
    for (const step of [0, 1] as const) {
      for (const smallestTail of [2, 3]) {
        const found = scanThresholds(logsBelowMaximum(values), { smallestTail, step, exponent })!;
        const expected = everyThreshold(values, step, smallestTail);
        expect(found.first).toBe(expected.first);
        expect(found.distance).toBeCloseTo(expected.distance, 12);
      }
    }
  });

  test("finds nothing among equal values or in a spectrum shorter than the smallest tail", () => {
    const options = { smallestTail: 2, step: 1, exponent } as const;
    expect(scanThresholds(logsBelowMaximum(new Float64Array(50).fill(0.1)), options)).toBeNull();
    expect(scanThresholds(new Float64Array(1), options)).toBeNull();
    expect(scanThresholds(new Float64Array(0), options)).toBeNull();
  });
});
