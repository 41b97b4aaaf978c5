import { expect, test } from "vitest";
import { measureOverlap } from "~/core/groups/measureOverlap";
import { overlapPValue } from "~/core/influence/overlapPValue";
import { meanAndSd } from "~/core/stats/meanAndSd";

const special = { members: Int32Array.of(0, 1, 2), candidates: Int32Array.from({ length: 10 }, (_, i) => i) };
const of = (...members: number[]) => ({ group: "leaders", members: Int32Array.from(members) });

test("counts the neurons shared, with the hypergeometric p by hand", () => {
  // Of 10, 3 are special and 4 drawn: P(X ≥ 2) = (3·21 + 1·7)/210 = 1/3.
  const found = measureOverlap(of(0, 1, 8, 9), { kind: "entropy", special, seed: 1 });
  expect(found).toMatchObject({
    statistic: "overlap_entropy",
    space: "neurons",
    size: 4,
    value: 2,
    draws: 199,
  });
  expect(found.p).toBeCloseTo(1 / 3, 12);
  expect(found.nullMean).toBeCloseTo(1.2, 12);
  expect(found.z).toBeCloseTo((2 - 1.2) / found.nullSd!, 12);
});

test("members that could not have been of the kind do not count", () => {
  const found = measureOverlap(of(0, 8, 20, 21), { kind: "entropy", special, seed: 1 });
  expect(found).toMatchObject({ size: 2, value: 1 });
  expect(found.p).toBeCloseTo(overlapPValue({ population: 10, first: 3, second: 2, shared: 1 }), 12);
});

test("the drawn sets follow the law", () => {
  const { nullValues, nullMean, nullSd } = measureOverlap(of(0, 1, 8, 9), {
    ...{ kind: "entropy", special, seed: 3, draws: 20_000 },
  });
  const { mean, sd } = meanAndSd(nullValues);
  expect(Math.abs(mean - nullMean!)).toBeLessThan((4 * nullSd!) / Math.sqrt(20_000));
  expect(sd / nullSd!).toBeCloseTo(1, 1);
  expect(Math.max(...nullValues)).toBe(3);
});

test("nothing to count is null with the reason", () => {
  expect(measureOverlap(of(20, 21), { kind: "entropy", special, seed: 1 })).toMatchObject({
    ...{ value: null, p: null, draws: 0, nullValues: [] },
    reason: "none of the group's 2 neurons could have been one of the entropy neurons",
  });
});
