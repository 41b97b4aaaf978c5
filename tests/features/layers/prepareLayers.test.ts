import { expect, test } from "vitest";
import {
  chosenLayer,
  countsWords,
  type LayerAtStep,
  layersNull,
  prepareLayers,
  strongestByLayer,
} from "~/features/layers/prepareLayers";

const absent: LayerAtStep = {
  ...{ layer: 0, isFinal: false, state: "absent", reason: null, durationMs: null },
  ...{ counts: null, rare: null, common: null, shared: null },
};
const band: NonNullable<LayerAtStep["rare"]> = {
  ...{ neurons: 256, leaders: 33, leadersShare: 0.5, noiseFloorRank: 45, reason: null },
  strongest: { neuron: 7, value: 46.4e-3, interval: [38.2e-3, 54.6e-3] },
  plateau: { size: 30, interval: [4, 53], present: true, p: 0.01 },
};
const sequences = { rare: 16, common: 16, all: 16, sub_elbow: null };
const done: LayerAtStep = {
  ...{ layer: 1, isFinal: false, state: "done", reason: null, durationMs: 20_000 },
  counts: { positions: 2048, rarePositions: 175, sequences },
  ...{ rare: band, common: band, shared: { value: 0.65, byChance: 0.069 } },
};
const last: LayerAtStep = { ...done, layer: 2, isFinal: true, durationMs: null };
const layers = [absent, done, last];

test("a measured layer has its numbers, each with its interval or its count", () => {
  expect(prepareLayers(layers)[1]).toMatchObject({
    cells: {
      plateau: "30 [4, 53]",
      strongest: "46.4 [38.2, 54.6]",
      leadersShare: "50\u202f% / 50\u202f%",
      told: "45 / 256",
      shared: "0.65",
    },
    canMeasure: false,
  });
});

test("one that nobody asked for can be measured, and how long that takes follows from those that were", () => {
  expect(prepareLayers(layers)[0]).toMatchObject({
    ...{ cells: null, canMeasure: true, words: "Not measured; it takes about 30 s." },
  });
  expect(prepareLayers([absent, last])[0]!.words).toBe("Not measured.");
});

test.each([
  ["waiting", null, "Queued: it appears here by itself.", false],
  ["running", null, "Being measured now.", false],
  ["failed", "the weights are gone", "Measuring failed: the weights are gone", true],
  ["skipped", "its architecture is not known", "Not measurable: its architecture is not known", true],
] as const)("%s says so", (state, reason, words, canMeasure) => {
  expect(prepareLayers([{ ...absent, state, reason }, last])[0]).toMatchObject({ words, canMeasure });
});

test("a plateau that is absent has its reason, and without rare targets there is nothing to say of them", () => {
  const plateau = { size: null, interval: null, present: false, p: 0.4 };
  const flat = { ...band, plateau, reason: "smooth curves fit as well" };
  expect(prepareLayers([{ ...done, rare: flat }])[0]!.cells).toMatchObject({
    ...{ plateau: "absent", plateauRemark: "smooth curves fit as well" },
  });
  expect(prepareLayers([{ ...done, rare: null, shared: null }])[0]!.cells).toMatchObject({
    ...{ plateau: "–", plateauRemark: "no evaluated position has a rare target", shared: "–", told: "–" },
  });
});

test("the layer asked for is shown where it is below the final one, else one that is measured", () => {
  expect(chosenLayer(layers, 0)?.layer).toBe(0);
  expect(chosenLayer(layers, 2)?.layer).toBe(1);
  expect(chosenLayer(layers, 99)?.layer).toBe(1);
  expect(chosenLayer([absent, { ...absent, layer: 1 }, last], null)?.layer).toBe(1);
  expect(chosenLayer([{ ...last, layer: 0 }], 0)).toBeNull();
});

test("counts and what chance gives are said in words", () => {
  expect(countsWords(done)).toBe("2\u202f048 positions, 175 rare, 16 sequences");
  expect(countsWords(absent)).toBe("nothing measured");
  expect(layersNull(layers)).toBe(
    "Leaders: the 33 of 256 neurons with the largest influence, and what part of all influence they hold, on rare / on common targets. Were all neurons alike, they would hold 13\u202f%, and two sets drawn by chance would share 0.069.",
  );
  expect(layersNull([absent])).toBeNull();
});

test("the strongest neurons are columns over layers, with gaps", () => {
  expect(strongestByLayer(layers, "rare").value).toEqual([null, 46.4e-3, 46.4e-3]);
  expect(strongestByLayer(layers, "common").low).toEqual([null, 38.2e-3, 38.2e-3]);
});
