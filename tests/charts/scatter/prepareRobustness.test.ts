import { expect, test } from "vitest";
import { prepareRobustness } from "~/charts/scatter/prepareRobustness";

const data = {
  ...{ step: 8, neurons: [7, 3], mean: [0.002, 0.001], zero: [0.004, null], resample: [0.003, 0] },
};

test("each neuron stands twice, against its mean ablation, in thousandths of a nat", () => {
  const { points, diagonal, notes } = prepareRobustness(data);
  expect(points.map(({ key, x, y }) => [key, x, y])).toEqual([
    ["neuron 7, zero", 2, 4],
    ["neuron 7, resample", 2, 3],
  ]);
  expect(diagonal).toBe(true);
  expect(notes).toEqual(["2 influences are zero or not measurable"]);
});
