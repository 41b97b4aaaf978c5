import { describe, expect, test } from "vitest";
import { normBins } from "~/core/groups/normBins";

const candidates = Array.from({ length: 100 }, (_, neuron) => neuron);
const norms = candidates.map((neuron) => neuron);

describe("normBins", () => {
  test("are the deciles of the norms while the group fills at most half of each", () => {
    const bins = normBins(candidates, norms, (neuron) => neuron % 2 === 0);
    expect(bins.map(({ neurons }) => neurons.length)).toEqual(new Array(10).fill(10));
    expect(bins.map(({ taken }) => taken)).toEqual(new Array(10).fill(5));
    expect(bins[0]!.neurons).toEqual(candidates.slice(0, 10));
  });

  test("join a bin too full of members with its emptier neighbour until members are at most half", () => {
    const bins = normBins(candidates, norms, (neuron) => neuron >= 85);
    expect(bins.map(({ neurons }) => neurons.length)).toEqual([10, 10, 10, 10, 10, 10, 10, 30]);
    expect(bins.at(-1)!.taken).toBe(15);
  });

  test("become one where the group is more than half of all", () => {
    const bins = normBins(candidates, norms, (neuron) => neuron !== 50);
    expect(bins).toHaveLength(1);
    expect(bins[0]!.taken).toBe(99);
  });

  test("go by rank, so ties and zeros are no trouble, and fewer than ten neurons neither", () => {
    expect(normBins(candidates, new Float64Array(100), () => false)).toHaveLength(10);
    expect(normBins([4, 7, 9], norms, () => false).flatMap(({ neurons }) => neurons)).toEqual([4, 7, 9]);
    expect(normBins([], norms, () => true)).toEqual([]);
  });
});
