import { expect, test } from "vitest";
import { heatMapTable } from "~/charts/heat/heatMapTable";
import { colorShare } from "~/charts/heat/heatColor";
import { heatMapLayout } from "~/charts/heat/heatMapLayout";
import { prepareAlphaHeatmap } from "~/charts/heat/prepareAlphaHeatmap";
import { prepareRankHeatmap } from "~/charts/heat/prepareRankHeatmap";
import { viridis } from "~/charts/heat/viridis";

const view = { step: 1, xScale: "log" } as const;
const ranks = {
  band: "rare" as const,
  steps: [0, 1, 64],
  ranks: [1, 10, 100],
  values: [
    [3e-3, 2e-3, 0],
    [3e-3, 1e-3, 1e-4],
    [9e-3, 8e-3, 1e-4],
  ],
};
const alphas = {
  steps: [0, 64],
  matrices: ["W_in", "W_out"],
  alpha: [
    [8, 3],
    [null, 1.6],
  ],
  reasons: [
    [null, null],
    ["a fit needs 2", null],
  ],
  method: "alpha_ww",
};

test("influences come in thousandths of a nat, and zero has no colour on the log scale", () => {
  expect(prepareRankHeatmap(ranks, view).values[0]).toEqual([3, 2, null]);
});

test("every step is a column and every rank a row, without holes", () => {
  const spec = prepareRankHeatmap(ranks, view);
  expect("axis" in spec.x && spec.x.edges).toHaveLength(4);
  expect("axis" in spec.y && spec.y.edges).toHaveLength(4);
});

test("the first matrix is the top row", () => {
  const spec = prepareAlphaHeatmap(alphas, "W_in", view);
  expect("names" in spec.y && spec.y.names).toEqual(["W_out", "W_in"]);
  expect(spec.values[0]).toEqual([null, 8]);
  expect(spec.selectedRow).toBe(1);
});

test("a cell says its value, or why there is none", () => {
  const spec = prepareAlphaHeatmap(alphas, null, view);
  expect(spec.words(1, 1)).toBe("W_in, step 64: α = 3.00");
  expect(spec.words(0, 0)).toBe("W_out, step 0: no fit, a fit needs 2");
});

test("2 and 6 are marked, and the summary counts what lies beyond them", () => {
  const spec = prepareAlphaHeatmap(alphas, null, view);
  expect(spec.color.marks).toEqual([2, 6]);
  expect(spec.summary).toBe("α by alpha_ww for 2 matrices at 2 steps; 1 below 2, 1 above 6.");
});

test("the pointer finds the cell that is painted there", () => {
  const spec = prepareRankHeatmap(ranks, view);
  const { cell, at } = heatMapLayout(spec, { width: 600, height: 300 });
  for (let column = 0; column < 3; column++) {
    for (let row = 0; row < 3; row++) {
      const { left, top, width, height } = cell(column, row);
      expect(at(left + width / 2, top + height / 2)).toEqual({ column, row });
    }
  }
  expect(at(1, 1)).toBeNull();
});

test("the table has a row a step", () => {
  expect(heatMapTable(prepareAlphaHeatmap(alphas, null, view)).rows).toEqual([
    [0, null, 8],
    [64, 1.6, 3],
  ]);
});

test("viridis runs from dark violet to yellow and gets lighter all the way", () => {
  expect([viridis(0), viridis(1), viridis(2)]).toEqual(["#440154", "#fde725", "#fde725"]);
  const green = Array.from({ length: 21 }, (_, i) => parseInt(viridis(i / 20).slice(3, 5), 16));
  expect([...green].sort((a, b) => a - b)).toEqual(green);
});

test("equal ratios of a log colour scale are equal steps of colour", () => {
  const spec = prepareAlphaHeatmap(alphas, null, view);
  expect(colorShare(spec, 4) - colorShare(spec, 2)).toBeCloseTo(
    colorShare(spec, 8) - colorShare(spec, 4),
    12,
  );
});
