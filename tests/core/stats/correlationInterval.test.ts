import { expect, test } from "vitest";
import { percentileInterval } from "~/core/regimes/percentileInterval";
import { correlationInterval } from "~/core/stats/correlationInterval";
import { normalsFrom, randomInteger, seededRandom } from "~/core/stats/random";
import { spearman } from "~/core/stats/spearman";

test("by hand: draws whose z are 0 and 2, of mean 1 and sd √2", () => {
  const reach = 1.959963984540054 * Math.SQRT2;
  const at = (z: number) => correlationInterval(Math.tanh(z), [0, Math.tanh(2)])!.map(Math.atanh);
  expect(at(1)[0]).toBeCloseTo(1 - reach, 9);
  expect(at(1)[1]).toBeCloseTo(1 + reach, 9);
  // Draws lie .5 below the estimate, so what it is an estimate of may lie .5 above.
  expect(at(1.5)[0]).toBeCloseTo(1.5 - reach, 9);
  expect(at(1.5)[1]).toBeCloseTo(2 + reach, 9);
  expect(at(0.5)[0]).toBeCloseTo(0 - reach, 9);
});

test("holds r, stays within −1 and 1, and is null where nothing was drawn twice", () => {
  for (const r of [-1, -0.3, 0, 0.97, 1]) {
    const [low, high] = correlationInterval(r, [0.2, 0.9, 0.95])!;
    expect(low - 1e-9 <= r && r <= high + 1e-9).toBe(true);
    expect(low >= -1 && high <= 1).toBe(true);
  }
  expect(correlationInterval(0.5, [0.4])).toBeNull();
});

/** Two quantities of 100 neurons, the second near the first, seen in 40 sequences with noise that they share in part. */
function twoInfluences(seed: number) {
  const [neurons, sequences] = [100, 40];
  const random = seededRandom(seed);
  const first = normalsFrom(random, neurons).map(Math.exp);
  const second = normalsFrom(random, neurons).map((z, i) => first[i]! * Math.exp(0.15 * z));
  const noisy = Array.from({ length: sequences }, () => {
    const [shared, a, b] = [0, 1, 2].map(() => normalsFrom(random, neurons)) as [
      Float64Array,
      Float64Array,
      Float64Array,
    ];
    return {
      first: first.map((value, i) => value * (1 + 0.5 * shared[i]! + 0.2 * a[i]!)),
      second: second.map((value, i) => value * (1 + 0.5 * shared[i]! + 0.2 * b[i]!)),
    };
  });
  const over = (chosen: number[]) => {
    const [x, y] = [new Float64Array(neurons), new Float64Array(neurons)];
    for (const s of chosen)
      for (let i = 0; i < neurons; i++) {
        x[i]! += noisy[s]!.first[i]!;
        y[i]! += noisy[s]!.second[i]!;
      }
    return spearman(x, y)!;
  };
  const all = Array.from({ length: sequences }, (_, s) => s);
  return {
    truth: spearman(first, second)!,
    estimate: over(all),
    draws: Array.from({ length: 100 }, () => over(all.map(() => randomInteger(random, sequences)))),
  };
}

test("covers the correlation without noise far more often than percentiles, which often miss the estimate itself", () => {
  let [covered, byPercentiles] = [0, 0];
  const lists = 100;
  for (let seed = 0; seed < lists; seed++) {
    const { truth, estimate, draws } = twoInfluences(seed);
    const [low, high] = correlationInterval(estimate, draws)!;
    const percentiles = percentileInterval(draws)!;
    if (low <= truth && truth <= high) covered++;
    if (percentiles[0] <= truth && truth <= percentiles[1]) byPercentiles++;
  }
  // .88 of 600 such lists, percentiles .7 of them.
  expect(covered).toBeGreaterThanOrEqual(85);
  expect(byPercentiles).toBeLessThan(80);
});
