import { describe, expect, test } from "vitest";
import { standardizeRows } from "~/core/groups/standardizeRows";
import { gram } from "~/core/linalg/gram";

describe("standardizeRows", () => {
  test("makes the Gram matrix of the rows their correlations", () => {
    const { rows } = standardizeRows(Float64Array.of(1, 2, 3, 2, 4, 6, 3, 2, 1), { rows: 3, columns: 3 });
    [1, 1, -1, 1, 1, -1, -1, -1, 1].forEach((r, at) => expect(gram(rows, 3, 3)[at]).toBeCloseTo(r, 13));
  });

  test("marks a constant row and makes it zero, however its mean is rounded", () => {
    const weights = Float64Array.of(0.1, 0.1, 0.1, 1, 2, 3, 0, 0, 0);
    const { rows, alive } = standardizeRows(weights, { rows: 3, columns: 3 });
    expect([...alive]).toEqual([0, 1, 0]);
    expect([...rows.subarray(0, 3)]).toEqual([0, 0, 0]);
    expect([...weights.subarray(0, 3)]).toEqual([0.1, 0.1, 0.1]);
  });

  test("refuses what is not finite and a shape that is not the matrix's", () => {
    expect(() => standardizeRows(Float64Array.of(1, Infinity), { rows: 1, columns: 2 })).toThrow(
      "not finite",
    );
    expect(() => standardizeRows(new Float64Array(3), { rows: 2, columns: 2 })).toThrow("4 entries, not 3");
  });
});
