import { expect, test } from "vitest";
import { bootstrapShapes } from "~/core/regimes/bootstrapShapes";
import { seededRandom } from "~/core/stats/random";
import { sampleThreeRegimes } from "~tests/helpers/rankCurves";

const rare = sampleThreeRegimes({ n: 512, r1: 50, kappa: 0.8 }, 5);
const draw = (lists: Float64Array[], draws = 20, seed = 1) =>
  bootstrapShapes({ lists, hinges: lists.map(() => 1 as const), draws, random: seededRandom(seed) });

test("one row per draw, one shape per list, about the planted one", () => {
  const rows = draw([rare, rare.map((v) => 2 * v)]);
  expect(rows).toHaveLength(20);
  const r1s = rows.map(([shape]) => shape!.r1).sort((a, b) => a - b);
  expect(r1s[10]).toBeGreaterThan(25);
  expect(r1s[10]).toBeLessThan(100);
});

test("the same neurons are drawn for each list: the same values give the same shapes, a factor changes none", () => {
  for (const [first, second] of draw([rare, rare.map((v) => 2 * v)])) {
    expect(second!.r1).toBeCloseTo(first!.r1, 6);
    expect(second!.b2).toBeCloseTo(first!.b2, 6);
  }
});

test("the seed decides the draws", () => {
  expect(draw([rare], 3)).toEqual(draw([rare], 3));
  expect(draw([rare], 3)).not.toEqual(draw([rare], 3, 2));
});

test("each draw takes the lists of its own sequences", () => {
  const random = seededRandom(1);
  const flat = sampleThreeRegimes({ n: 512, r1: 0, kappa: 0.6 }, 6);
  const options = { lists: [rare], hinges: [1] as const, draws: 3, random };
  expect(bootstrapShapes({ ...options, resampleSequences: () => [flat] })).not.toEqual(draw([rare], 3));
});

test("a draw that leaves too few neurons above zero is dropped", () => {
  // 32 of 64 are told from zero, and a draw with replacement holds fewer of them in most cases, never more than 64.
  const half = Float64Array.from({ length: 64 }, (_, i) => (i < 32 ? rare[i]! : 0));
  const rows = draw([half], 60);
  expect(rows.length).toBeGreaterThan(10);
  expect(rows.length).toBeLessThan(50);
});
