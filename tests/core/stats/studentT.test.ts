import { describe, expect, test } from "vitest";
import { studentQuantile, studentWithin } from "~/core/stats/studentT";

describe("Student's law", () => {
  test("with one degree is Cauchy's, with two it is algebraic", () => {
    for (const t of [0.1, 1, 7]) {
      expect(studentWithin(t, 1)).toBeCloseTo((2 / Math.PI) * Math.atan(t), 14);
      expect(studentWithin(t, 2)).toBeCloseTo(t / Math.sqrt(2 + t * t), 14);
    }
  });

  // scipy.stats.t.isf(level / 2, degrees), scipy 1.17.1
  test.each([
    [0.05, 1, 12.706204736174705],
    [0.05, 2, 4.302652729749464],
    [0.05, 15, 2.131449545559776],
    [0.0455, 15, 2.1811656819040772],
    [0.01, 7, 3.4994832973504932],
    [0.05, 127, 1.9788195347028543],
    [0.05, 1000, 1.9623390808264085],
  ])("level %f at %i degrees agrees with scipy to 1e-9", (level, degrees, value) => {
    expect(Math.abs(studentQuantile(level, degrees) / value - 1)).toBeLessThan(1e-9);
  });

  test("ends at the normal law", () => {
    expect(studentQuantile(0.05, 1e9)).toBeCloseTo(1.959963984540054, 12);
    expect(studentQuantile(0.05, 9e4)).toBeCloseTo(1.959963984540054, 4);
  });

  test("refuses what is no level and no number of degrees", () => {
    expect(() => studentQuantile(1, 3)).toThrow("not 1");
    expect(() => studentQuantile(0.05, 0)).toThrow("not 0");
  });
});
