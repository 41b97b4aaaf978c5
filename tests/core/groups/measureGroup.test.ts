import { expect, test } from "vitest";
import { measureGroup, type NeuronGroup } from "~/core/groups/measureGroup";

const neurons = 60;
const norms = Float64Array.from({ length: neurons }, (_, i) => 1 + ((i * 37) % neurons));
const of = (members: number[], draws = 39): NeuronGroup => ({
  group: "plateau",
  members,
  norms,
  seed: 3,
  draws,
});

/** The mean index of a group, and its size: one that varies among random groups, and one that does not. */
const measure = {
  space: "W_in",
  statistics: [
    { statistic: "mean", method: "mean_index" },
    { statistic: "size", method: "count" },
    { statistic: "nothing", method: "none" },
  ],
  of: (groups: readonly Int32Array[]) =>
    groups.map((group) => [group.reduce((sum, i) => sum + i, 0) / group.length, group.length, null]),
  alive: new Uint8Array(neurons).fill(1),
} as const;

test("a group is set against as many random ones of its size", () => {
  const [mean, size, nothing] = measureGroup(of([0, 1, 2, 3, 4, 5, 6, 7]), measure);
  expect(mean).toMatchObject({
    group: "plateau",
    space: "W_in",
    size: 8,
    value: 3.5,
    draws: 39,
    reason: null,
  });
  expect(mean!.nullValues).toHaveLength(39);
  expect(Math.abs(mean!.nullMean! - 29.5)).toBeLessThan(5);
  // The lowest of forty: 2 · 1/40.
  expect(mean!.p).toBe(0.05);
  expect(mean!.z).toBeLessThan(-2);
  expect(size).toMatchObject({
    value: 8,
    nullMean: 8,
    z: null,
    p: 1,
    reason: "the random groups do not vary",
  });
  expect(nothing).toMatchObject({
    value: null,
    p: null,
    draws: 0,
    reason: "these 8 neurons have no such number",
  });
});

test("a neuron that cannot be measured is left out, of the group and of every draw", () => {
  const alive = new Uint8Array(neurons).fill(1);
  alive.fill(0, 50);
  alive[2] = 0;
  const seen: Int32Array[] = [];
  const [mean] = measureGroup(of([1, 2, 3, 55]), {
    ...measure,
    alive,
    of: (groups) => {
      seen.push(...groups);
      return measure.of(groups);
    },
  });
  expect(mean).toMatchObject({ size: 2, value: 2 });
  expect(seen[0]).toEqual(Int32Array.of(1, 3));
  expect(seen.every((group) => group.length === 2 && group.every((neuron) => alive[neuron] === 1))).toBe(
    true,
  );
});

test("a group of which fewer than two can be measured has no number, and says why", () => {
  const alive = new Uint8Array(neurons);
  alive[4] = 1;
  for (const row of measureGroup(of([3, 4]), { ...measure, alive })) {
    expect(row).toMatchObject({
      value: null,
      p: null,
      reason: "1 of the group's 2 neurons vary; 2 are needed",
    });
  }
});

test("the same draws serve a group's statistics, unless other neurons are alive", () => {
  const group = of([5, 9, 12, 30]);
  const [once] = measureGroup(group, measure);
  const [again] = measureGroup(group, measure);
  expect(again!.nullValues).toEqual(once!.nullValues);
  const [fewer] = measureGroup(group, { ...measure, alive: measure.alive.map((_, i) => (i === 40 ? 0 : 1)) });
  expect(fewer!.nullValues).not.toEqual(once!.nullValues);
});
