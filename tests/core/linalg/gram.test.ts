import { describe, expect, test } from "vitest";
import { gram } from "~/core/linalg/gram";

describe("gram", () => {
  const wide = Float64Array.of(1, 2, 3, 4, 5, 6);

  test("of a wide matrix is W Wᵀ", () => {
    expect([...gram(wide, 2, 3)]).toEqual([14, 32, 32, 77]);
  });

  test("of a tall matrix is Wᵀ W", () => {
    expect([...gram(wide, 3, 2)]).toEqual([35, 44, 44, 56]);
  });

  test("works in float64 whatever the weights are", () => {
    expect(gram(Float32Array.of(1e-4, 1), 1, 2)[0]).toBe(1 + Math.fround(1e-4) ** 2);
  });

  test("refuses a shape that is not the matrix's", () => {
    expect(() => gram(wide, 2, 2)).toThrow("a 2 × 2 matrix has 4 entries, not 6");
  });
});
