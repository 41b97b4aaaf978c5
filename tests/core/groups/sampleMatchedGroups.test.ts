import { describe, expect, test } from "vitest";
import { sampleMatchedGroups } from "~/core/groups/sampleMatchedGroups";

const m = 200;
const norms = Float64Array.from({ length: m }, (_, neuron) => (neuron * 37) % m);
const members = [3, 50, 51, 120, 199];
const decile = (neuron: number) => Math.floor(norms[neuron]! / 20);
const composition = (group: Iterable<number>) => Array.from(group, decile).sort((a, b) => a - b);

describe("sampleMatchedGroups", () => {
  test("draws groups of the same size from the same norm bins, each neuron once, ascending", () => {
    for (const group of sampleMatchedGroups({ members, norms, count: 199, seed: 1 })) {
      expect(new Set(group).size).toBe(5);
      expect(composition(group)).toEqual(composition(members));
      expect([...group]).toEqual([...group].sort((a, b) => a - b));
    }
  });

  test("draws every neuron of a bin about equally often, the group's own included", () => {
    const counts = new Float64Array(m);
    for (const group of sampleMatchedGroups({ members: [3], norms, count: 4_000, seed: 2 }))
      counts[group[0]!]!++;
    for (let neuron = 0; neuron < m; neuron++) {
      if (decile(neuron) !== decile(3)) expect(counts[neuron]).toBe(0);
      else expect(Math.abs(counts[neuron]! - 200)).toBeLessThan(60);
    }
  });

  test("gives the same groups for the same seed, and mostly the same when one member changes", () => {
    const first = sampleMatchedGroups({ members, norms, count: 50, seed: 4 });
    expect(sampleMatchedGroups({ members, norms, count: 50, seed: 4 })).toEqual(first);
    expect(sampleMatchedGroups({ members, norms, count: 50, seed: 5 })).not.toEqual(first);

    const moved = sampleMatchedGroups({ members: [3, 50, 51, 120, 7], norms, count: 50, seed: 4 });
    const shared = moved.map((group, draw) => group.filter((neuron) => first[draw]!.includes(neuron)).length);
    expect(Math.min(...shared)).toBeGreaterThanOrEqual(4);
  });

  test("draws candidates only", () => {
    const candidates = Array.from({ length: 60 }, (_, i) => i);
    const groups = sampleMatchedGroups({ members: [3, 50, 51], norms, candidates, count: 100, seed: 3 });
    for (const group of groups) for (const neuron of group) expect(neuron).toBeLessThan(60);
  });

  test("leaves room to draw where the group holds a whole norm bin", () => {
    const top = Array.from(norms.keys()).filter((neuron) => norms[neuron]! >= 180);
    const groups = sampleMatchedGroups({ members: top, norms, count: 20, seed: 8 });
    for (const group of groups)
      expect(group.filter((neuron) => top.includes(neuron)).length).toBeLessThan(20);
  });

  test("refuses a neuron named twice or unknown", () => {
    expect(() => sampleMatchedGroups({ members: [1, 1], norms, count: 1, seed: 1 })).toThrow("twice");
    expect(() => sampleMatchedGroups({ members: [m], norms, count: 1, seed: 1 })).toThrow("neuron 200");
  });
});
