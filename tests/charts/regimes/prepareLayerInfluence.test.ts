import { expect, test } from "vitest";
import { prepareLayerInfluence } from "~/charts/regimes/prepareLayerInfluence";
import { rankedInfluenceDefaults } from "~/charts/regimes/prepareRankedInfluence";

const curve = (...values: number[]) => ({ values, regimes: null, noiseFloorRank: null });
const data = {
  ...{ step: 8, layer: 1, rare: curve(1e-3, 4e-3, 2e-3), common: curve(1e-3, 2e-3, 3e-3) },
  final: { layer: 3, rare: curve(5e-1, 1e-1, 0, 2e-1), common: null },
};
const spec = prepareLayerInfluence(data, rankedInfluenceDefaults);

test("every curve says whose it is, and the final layer's stand back", () => {
  expect(spec.curves.map(({ label, faint }) => [label, faint ?? false])).toEqual([
    ["rare, layer 1", false],
    ["common, layer 1", false],
    ["rare, layer 3", true],
  ]);
});

test("the final layer's are ranked, in thousandths of a nat, and what is zero has no rank", () => {
  expect([...Array.from(spec.curves[2]!.y)]).toEqual([500, 200, 100]);
  expect([...Array.from(spec.curves[2]!.x)]).toEqual([1, 2, 3]);
});

test("the plot holds both layers", () => {
  expect(spec.y.domain[0]).toBeLessThan(1);
  expect(spec.y.domain[1]).toBeGreaterThan(500);
});

test("the summary says which layers are side by side", () => {
  expect(spec.summary).toMatch(/^Layer 1 beside layer 3, the final one\. At step 8: Rare: not measured\./);
});
