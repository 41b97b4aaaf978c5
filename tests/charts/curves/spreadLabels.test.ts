import { expect, test } from "vitest";
import { spreadLabels } from "~/charts/curves/spreadLabels";

const tops = (values: number[], to = 100) =>
  spreadLabels(
    values.map((top) => ({ top })),
    { gap: 12, from: 0, to },
  ).map(({ top }) => top);

test("labels with room stay where they are", () => {
  expect(tops([10, 40, 80])).toEqual([10, 40, 80]);
});

test("labels that touch are moved apart in their order", () => {
  expect(tops([50, 52])).toEqual([50, 62]);
});

test("labels at the edge are pushed back inside", () => {
  expect(tops([98, 99])).toEqual([88, 100]);
});

test("what can't fit at all is left out", () => {
  expect(tops([0, 1, 2, 3], 24)).toHaveLength(3);
});
