import { expect, test } from "vitest";
import { prepareOverlap } from "~/charts/neurons/prepareOverlap";
import { expectedJaccard } from "~/core/influence/jaccard";

const view = { step: 8, xScale: "log" } as const;
const data = {
  ...{ steps: [0, 8], rare: [null, 0.5], common: [null, 0.25], boost: [null, 0.4] },
  ...{ suppress: [null, null], rareCommon: [0.1, 0.2], byChance: expectedJaccard(33, 512) },
};

test("each kind is a curve with its gaps, chance a line", () => {
  const spec = prepareOverlap(data, view);
  expect(spec.curves.map(({ key, y }) => [key, y])).toEqual([
    ["rare", [null, 0.5]],
    ["common", [null, 0.25]],
    ["boost", [null, 0.4]],
    ["suppress", [null, null]],
    ["rareCommon", [0.1, 0.2]],
  ]);
  // 33²/512 = 2.127 shared of 66 − 2.127.
  expect(spec.rules[0]).toMatchObject({ axis: "y", label: "chance" });
  expect((spec.rules[0] as { at: number }).at).toBeCloseTo(2.126953125 / (66 - 2.126953125), 12);
  expect(spec.summary).toContain("rare, kept 0.500");
  expect(spec.summary).not.toContain("suppressing");
});

test("nothing to compare says so, and has no chance", () => {
  const none = { steps: [], rare: [], common: [], boost: [], suppress: [], rareCommon: [] };
  const spec = prepareOverlap({ ...none, byChance: expectedJaccard(0, 0) }, view);
  expect(spec.summary).toContain("nothing to compare yet");
  expect(spec.rules.some(({ axis }) => axis === "y")).toBe(false);
});
