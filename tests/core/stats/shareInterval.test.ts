import { expect, test } from "vitest";
import { shareInterval } from "~/core/stats/shareInterval";

const logOdds = (share: number) => Math.log(share / (1 - share));
const share = (odds: number) => 1 / (1 + Math.exp(-odds));

test("by hand: draws whose log odds are 0 and 2, of mean 1 and sd √2", () => {
  const reach = 1.959963984540054 * Math.SQRT2;
  const at = (odds: number) => shareInterval(share(odds), [0.5, share(2)])!.map(logOdds);
  expect(at(1)[0]).toBeCloseTo(1 - reach, 9);
  expect(at(1)[1]).toBeCloseTo(1 + reach, 9);
  // Draws lie .5 above the estimate, so what it is an estimate of may lie .5 below.
  expect(at(0.5)[0]).toBeCloseTo(0 - reach, 9);
  expect(at(0.5)[1]).toBeCloseTo(0.5 + reach, 9);
});

test("exchanging what is shared and what is not mirrors the interval", () => {
  const draws = [0.2, 0.35, 0.4];
  const [low, high] = shareInterval(0.3, draws)!;
  const mirrored = shareInterval(
    0.7,
    draws.map((value) => 1 - value),
  )!;
  expect(mirrored[0]).toBeCloseTo(1 - high, 12);
  expect(mirrored[1]).toBeCloseTo(1 - low, 12);
});

test("holds its value, stays within 0 and 1, and is null where nothing was drawn twice", () => {
  for (const value of [0, 0.01, 0.5, 0.97, 1]) {
    const [low, high] = shareInterval(value, [0.2, 0.9, 0.95])!;
    expect(low - 1e-8 <= value && value <= high + 1e-8).toBe(true);
    expect(low >= 0 && high <= 1).toBe(true);
  }
  expect(shareInterval(0.5, [0.4])).toBeNull();
});
