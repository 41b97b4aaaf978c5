import { describe, expect, test } from "vitest";
import { logGamma } from "~/core/stats/special/logGamma";

describe("logGamma", () => {
  test("agrees with factorials and with mpmath", () => {
    expect(logGamma(1)).toBeCloseTo(0, 14);
    expect(logGamma(11)).toBeCloseTo(Math.log(3_628_800), 13);
    expect(logGamma(0.1)).toBeCloseTo(2.2527126517342059, 13);
    expect(logGamma(3.7)).toBeCloseTo(1.42807232666538813, 13);
    expect(logGamma(5000.5) / 37586.8848872810585).toBeCloseTo(1, 14);
  });
});
