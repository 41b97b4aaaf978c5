import { expect, test } from "vitest";
import { diverging } from "~/charts/heat/diverging";
import { heatMapLayout } from "~/charts/heat/heatMapLayout";
import { heatMapTable } from "~/charts/heat/heatMapTable";
import { matrixPlace } from "~/charts/heat/matrixPlace";
import { prepareCoactivation } from "~/charts/heat/prepareCoactivation";
import { prepareLayerMap } from "~/charts/heat/prepareLayerMap";

const matrix = [
  [1, 0.8, -0.2],
  [0.8, 1, 0.1],
  [-0.2, 0.1, 1],
];
const coactivation = prepareCoactivation({ step: 4, neurons: [7, 9, 2], communities: [0, 0, 1], matrix });

test("the first neuron is at the top left, and the diagonal is left out", () => {
  expect(coactivation.values).toEqual([
    [-0.2, 0.8, null],
    [0.1, null, 0.8],
    [null, 0.1, -0.2],
  ]);
  expect(coactivation.words(0, 1)).toBe("neurons 9 and 7: r = 0.800");
});

test("a community is framed along the falling diagonal", () => {
  expect(coactivation.blocks).toEqual([
    { columns: [0, 1], rows: [1, 2] },
    { columns: [2, 2], rows: [0, 0] },
  ]);
});

test("colours are symmetric about zero, which is the theme's ground", () => {
  expect(coactivation.color.domain).toEqual([-0.8, 0.8]);
  expect([diverging(0.5, "dark"), diverging(0.5, "light")]).toEqual(["#1e2229", "#f6f6f5"]);
  expect(diverging(-3, "light")).toBe(diverging(0, "light"));
});

test("a matrix has a layer and a kind, an embedding none", () => {
  expect(matrixPlace("blocks.11.attn.W_qkv")).toEqual({ layer: 11, kind: "attn.W_qkv" });
  expect(matrixPlace("embed")).toEqual({ layer: null, kind: "embed" });
  expect(matrixPlace("backbone.layers.3.mixer.in_proj.weight")).toEqual({ layer: 3, kind: "mixer.in_proj" });
  expect(matrixPlace("model.layers.2.experts.7.w1.weight")).toEqual({ layer: 2, kind: "experts.7.w1" });
  expect(matrixPlace("wav2vec2.embed.weight").layer).toBeNull();
});

const maps = {
  steps: [0, 8],
  matrices: ["blocks.0.mlp.W_in", "blocks.1.mlp.W_in", "blocks.1.mlp.W_out", "embed"],
  alpha: [
    [7, 3],
    [null, 4],
    [6, null],
    [5, 2],
  ],
  method: "alpha_mid",
};

test("at one step: a row a layer, a column a kind; what has no layer is told below", () => {
  const spec = prepareLayerMap(maps, { step: 8, selected: "blocks.1.mlp.W_in" });
  expect(spec.values).toEqual([
    [3, 4],
    [null, null],
  ]);
  expect([spec.selectedColumn, spec.selectedRow]).toEqual([0, 1]);
  expect(spec.notes).toEqual(["embed: α = 2.00"]);
  expect([spec.matrixAt(1, 1), spec.matrixAt(1, 0)]).toEqual(["blocks.1.mlp.W_out", null]);
  expect(spec.words(1, 0)).toBe("layer 0 has no mlp.W_out");
  expect(spec.words(1, 1)).toBe("blocks.1.mlp.W_out: no fit, not measured at this step");
  expect(heatMapTable(spec).rows).toEqual([
    ["mlp.W_in", 3, 4],
    ["mlp.W_out", null, null],
  ]);
});

test("named columns are found by the pointer where they are painted", () => {
  const spec = prepareLayerMap(maps, { step: 8, selected: null });
  const { cell, at } = heatMapLayout(spec, { width: 500, height: 200 });
  const { left, top, width, height } = cell(1, 0);
  expect(at(left + width / 2, top + height / 2)).toEqual({ column: 1, row: 0 });
});
