import { expect, test } from "vitest";
import { joinLive } from "~/features/live/joinLive";

test("where the stored curve and the stream overlap, each step comes once", () => {
  const stored = { steps: [1, 2, 3], values: [9, 8, 7] };
  expect(joinLive(stored, { steps: [2, 3, 4, 5], values: [8, 7, 6, 5] })).toEqual({
    steps: [1, 2, 3, 4, 5],
    values: [9, 8, 7, 6, 5],
  });
});

test("a stream that tells nothing new leaves the stored curve as it is", () => {
  const stored = { steps: [1, 2], values: [9, null] };
  expect(joinLive(stored, { steps: [1, 2], values: [9, null] })).toEqual(stored);
});

test("before the stored curve is there the stream stands alone", () => {
  expect(joinLive(undefined, { steps: [4], values: [1] })).toEqual({ steps: [4], values: [1] });
});
