import { describe, expect, test } from "vitest";
import { weightedLeastSquares } from "~/core/regimes/weightedLeastSquares";
import { normalsFrom, seededRandom } from "~/core/stats/random";

const x = Float64Array.of(0, 1, 2, 3);
const one = Float64Array.of(1, 1, 1, 1);

describe("weightedLeastSquares", () => {
  test("recovers coefficients that explain y fully", () => {
    const { coefficients, rss } = weightedLeastSquares(
      [one, x],
      Float64Array.of(2, 5, 8, 11),
      Float64Array.of(1, 2, 3, 4),
    );
    expect(coefficients[0]).toBeCloseTo(2, 12);
    expect(coefficients[1]).toBeCloseTo(3, 12);
    expect(rss).toBeCloseTo(0, 12);
  });

  test("agrees with a weighted mean done by hand", () => {
    const { coefficients, rss } = weightedLeastSquares(
      [one],
      Float64Array.of(0, 0, 4, 4),
      Float64Array.of(3, 3, 1, 1),
    );
    expect(coefficients[0]).toBeCloseTo(1, 12);
    expect(rss).toBeCloseTo(6 * 1 + 2 * 9, 12);
  });

  test("leaves residuals without any part along the columns", () => {
    const random = seededRandom(4);
    const columns = [one, x, Float64Array.of(0, 1, 4, 9)];
    const y = normalsFrom(random, 4);
    const weights = Float64Array.of(0.5, 2, 1, 3);
    const { coefficients } = weightedLeastSquares(columns, y, weights);
    const residual = y.map(
      (value, j) => value - columns.reduce((sum, column, k) => sum + coefficients[k]! * column[j]!, 0),
    );
    for (const column of columns) {
      expect(column.reduce((sum, value, j) => sum + weights[j]! * value * residual[j]!, 0)).toBeCloseTo(
        0,
        10,
      );
    }
  });

  test("gives a column that says nothing new the coefficient 0", () => {
    const { coefficients } = weightedLeastSquares(
      [one, x, x.map((value) => 2 * value + 1)],
      Float64Array.of(1, 3, 5, 7),
      one,
    );
    expect(coefficients[2]).toBe(0);
    expect(coefficients[1]).toBeCloseTo(2, 12);
  });
});
