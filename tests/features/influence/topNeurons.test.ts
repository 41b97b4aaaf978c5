import { expect, test } from "vitest";
import type { InfluenceAtStep } from "~/features/influence/rankedCurve";
import { rankedCurve } from "~/features/influence/rankedCurve";
import { topNeurons } from "~/features/influence/topNeurons";

const rare = {
  neurons: [7, 2, 5, 0],
  absolute: [4, 3, 2, 0],
  absoluteError: null,
  signed: [-3, 2.5, 0.1, 0],
  signedError: [1, 1, 1, 1],
  frozenAbsolute: [1, 3, null, 0] as number[],
};
const data: InfluenceAtStep = {
  step: 8,
  bands: { rare, common: null, all: null, sub_elbow: null },
  calibrated: [],
  paper: [],
  counts: null,
};

test("boosting neurons are those whose ablation hurts, the strongest first", () => {
  expect(
    topNeurons(data, "rare", "boost", 9).map(({ neuron, signed, rank }) => [neuron, signed, rank]),
  ).toEqual([
    [2, 2.5, 2],
    [5, 0.1, 3],
  ]);
});

test("suppressing neurons are those whose ablation helps", () => {
  expect(topNeurons(data, "rare", "suppress", 9).map(({ neuron }) => neuron)).toEqual([7]);
});

test("the share through the norm is 1 − frozen / whole, and none where it was not measured", () => {
  const [second, third] = topNeurons(
    { ...data, bands: { ...data.bands, rare: { ...rare, frozenAbsolute: null } } },
    "rare",
    "boost",
    2,
  );
  expect([second?.normShare, third?.normShare]).toEqual([null, null]);
  expect(topNeurons(data, "rare", "suppress", 1)[0]?.normShare).toBe(0.75);
});

test("an influence within two standard errors is told apart", () => {
  expect(topNeurons(data, "rare", "boost", 2).map(({ toldFromZero }) => toldFromZero)).toEqual([true, false]);
});

test("with few sequences more than two standard errors are needed", () => {
  const told = (sequences: number) => {
    const counts = { positions: 64, rarePositions: 8, sequences: { rare: sequences } };
    return topNeurons({ ...data, counts: counts as InfluenceAtStep["counts"] }, "rare", "boost", 1)[0]!
      .toldFromZero;
  };
  expect([told(4), told(60)]).toEqual([false, true]);
});

test("a band that was not measured has no neurons and no curve", () => {
  expect(topNeurons(data, "common", "boost", 3)).toEqual([]);
  expect(rankedCurve(data, "common", "absolute")).toBeNull();
});

test("a sign list ranks only its own side, as positive numbers", () => {
  expect(rankedCurve(data, "rare", "boost")?.values).toEqual([2.5, 0.1]);
  expect(rankedCurve(data, "rare", "suppress")?.values).toEqual([3]);
  expect(rankedCurve(data, "rare", "absolute")?.values).toEqual(rare.absolute);
});
