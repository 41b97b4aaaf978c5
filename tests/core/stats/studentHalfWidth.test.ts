import { expect, test } from "vitest";
import { studentHalfWidth } from "~/core/stats/studentHalfWidth";

// t at 97.5 %, Abramowitz and Stegun, table 26.10.
test.each([
  [2, 12.706],
  [5, 2.776],
  [16, 2.131],
  [121, 1.98],
])("with %i sequences a standard error reaches %f times as far", (sequences, t) => {
  expect(studentHalfWidth(1, sequences)).toBeCloseTo(t, 3);
  expect(studentHalfWidth(0.25, sequences)).toBeCloseTo(t / 4, 3);
});

test("without an error, or with one sequence, there is no interval", () => {
  expect([studentHalfWidth(null, 9), studentHalfWidth(1, 1), studentHalfWidth(1, null)]).toEqual([
    null,
    null,
    null,
  ]);
});
