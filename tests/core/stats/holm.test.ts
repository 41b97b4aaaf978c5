import { describe, expect, test } from "vitest";
import { holm } from "~/core/stats/holm";

describe("holm", () => {
  test("multiplies the smallest p by the number of tests and never lets a later one fall below it", () => {
    expect(holm([0.01, 0.04, 0.03])).toEqual([0.03, 0.06, 0.06]);
  });

  test("leaves out what was not tested and stops at 1", () => {
    expect(holm([null, 0.6, 0.9])).toEqual([null, 1, 1]);
    expect(holm([])).toEqual([]);
  });
});
