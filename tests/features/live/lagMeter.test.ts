import { expect, test } from "vitest";
import { createLagMeter } from "~/features/live/lagMeter";

test("with one clock the lag is the time since the commit, less the fastest journey", () => {
  const lagOf = createLagMeter();
  expect(lagOf({ at: 1000, sentAt: 1010, receivedAt: 1015 })).toBe(10);
  expect(lagOf({ at: 2000, sentAt: 2010, receivedAt: 2515 })).toBe(510);
});

test("a browser whose clock is an hour ahead, or behind, sees the same lag", () => {
  for (const hour of [3_600_000, -3_600_000]) {
    const lagOf = createLagMeter();
    lagOf({ at: 1000, sentAt: 1010, receivedAt: 1015 + hour });
    expect(lagOf({ at: 2000, sentAt: 2040, receivedAt: 2045 + hour })).toBe(40);
  }
});

test("lag is never negative", () => {
  const lagOf = createLagMeter();
  lagOf({ at: 1000, sentAt: 1000, receivedAt: 1100 });
  expect(lagOf({ at: 2000, sentAt: 1990, receivedAt: 2000 })).toBe(0);
});
