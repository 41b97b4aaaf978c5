import { expect, test } from "vitest";
import { expectedJaccard } from "~/core/influence/jaccard";
import { prepareOverlaps } from "~/charts/neurons/prepareOverlaps";

const data = {
  steps: [0, 8, 64],
  rare: [null, 0.5, 0.8],
  common: [null, 0.4, 0.9],
  boost: [null, 0.5, 0.6],
  suppress: [null, null, null],
  shared: [1, 0.6, 0.2],
  byChance: expectedJaccard(33, 512),
};

test("the first step has nothing to be compared with: a gap, not a zero", () => {
  const { curves, y } = prepareOverlaps(data, { step: 8, xScale: "log" });
  expect(curves.map(({ y: values }) => values[0])).toEqual([null, null, null, null, 1]);
  expect(y.domain[0]).toBe(0);
});

test("the summary says where each stands", () => {
  expect(prepareOverlaps(data, { step: 8, xScale: "log" }).summary).toBe(
    "Overlaps of the leading neurons up to step 64; last kept, rare 0.800, kept, common 0.900, kept, boosting 0.600, rare and common share 0.200.",
  );
  expect(
    prepareOverlaps(
      { steps: [], rare: [], common: [], boost: [], suppress: [], shared: [], byChance: null },
      { step: null, xScale: "log" },
    ).summary,
  ).toBe("Leading neurons: nothing to compare yet.");
});

test("what chance would share is a line", () => {
  const [rule] = prepareOverlaps(data, { step: 8, xScale: "log" }).rules;
  // 33²/512 = 2.127 shared of 66 − 2.127.
  expect(rule).toMatchObject({ axis: "y", label: "chance", at: 2.126953125 / (66 - 2.126953125) });
  expect(expectedJaccard(0, 0)).toBeNull();
});
