import { describe, expect, test } from "vitest";
import { meanAndSd } from "~/core/stats/meanAndSd";

describe("meanAndSd", () => {
  test("divides by n − 1, and a single value has no spread", () => {
    expect(meanAndSd([1, 2, 3, 4, 5])).toEqual({ mean: 3, sd: Math.sqrt(2.5) });
    expect(meanAndSd([7])).toEqual({ mean: 7, sd: 0 });
    expect(() => meanAndSd([])).toThrow("no values");
  });
});
