import { describe, expect, test } from "vitest";
import { jaccard, overlapSize } from "~/core/influence/jaccard";
import { overlapPValue } from "~/core/influence/overlapPValue";
import { topNeurons } from "~/core/influence/topNeurons";

describe("jaccard", () => {
  test("is the shared part of the union", () => {
    expect(jaccard(Int32Array.of(1, 2, 3), Int32Array.of(3, 4))).toBe(0.25);
    expect(jaccard(Int32Array.of(1, 2), Int32Array.of(2, 1))).toBe(1);
    expect(jaccard(Int32Array.of(1), Int32Array.of(2))).toBe(0);
    expect(overlapSize(Int32Array.of(1, 2, 3), Int32Array.of(3, 2, 9))).toBe(2);
  });

  test("is null between two empty sets", () => {
    expect(jaccard(new Int32Array(0), new Int32Array(0))).toBeNull();
  });
});

describe("topNeurons", () => {
  test("takes the largest, ties by id, and no more than there are", () => {
    expect(Array.from(topNeurons(Float64Array.of(1, 5, 3, 5), 3))).toEqual([1, 3, 2]);
    expect(topNeurons(Float64Array.of(1, 2), 9)).toHaveLength(2);
  });
});

describe("overlapPValue", () => {
  test("agrees with counting by hand: two sets of 2 out of 4", () => {
    const p = (shared: number) => overlapPValue({ population: 4, first: 2, second: 2, shared });
    expect(p(0)).toBe(1);
    expect(p(1)).toBeCloseTo(5 / 6, 12);
    expect(p(2)).toBeCloseTo(1 / 6, 12);
  });

  test("does not depend on which set is the first", () => {
    const sizes = { population: 3072, shared: 12 };
    const there = overlapPValue({ ...sizes, first: 50, second: 200 });
    expect(overlapPValue({ ...sizes, first: 200, second: 50 })).toBeCloseTo(there, 14);
    // scipy.stats.hypergeom.sf(11, 3072, 50, 200)
    expect(there / 5.610134308503131e-5).toBeCloseTo(1, 9);
  });

  test("is 1 where sets are so large that they must overlap", () => {
    expect(overlapPValue({ population: 10, first: 8, second: 7, shared: 5 })).toBe(1);
  });

  test("refuses an overlap that cannot be", () => {
    expect(() => overlapPValue({ population: 10, first: 3, second: 4, shared: 5 })).toThrow(
      "sets of 3 and 4 out of 10 cannot share 5",
    );
  });
});
