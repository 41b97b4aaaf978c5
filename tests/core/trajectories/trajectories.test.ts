import { expect, test } from "vitest";
import { groupOverlap } from "~/core/trajectories/groupOverlap";
import { rankTrajectories } from "~/core/trajectories/rankTrajectories";
import { regimeMigration } from "~/core/trajectories/regimeMigration";

const of = (...neurons: number[]) => Int32Array.from(neurons);

test("ranks begin with the largest, ties by index", () => {
  const [first, second] = rankTrajectories([
    [1, 5, 5, 0],
    [9, 0, 1, 2],
  ]);
  expect([...first!]).toEqual([2, 0, 1, 3]);
  expect([...second!]).toEqual([0, 3, 2, 1]);
  expect(() => rankTrajectories([[1], [1, 2]])).toThrow("step 1 has 2 neurons and the first 1");
});

test("migrations by hand: every neuron is counted once", () => {
  const before = { plateau: of(0, 1), powerLaw: of(2, 3), decay: of(4) };
  const after = { plateau: of(0, 2), powerLaw: of(3, 5), decay: of() };
  const { counts, stayedP } = regimeMigration(before, after, 6);
  expect(counts.plateau).toEqual({ plateau: 1, powerLaw: 0, decay: 0, none: 1 });
  expect(counts.powerLaw).toEqual({ plateau: 1, powerLaw: 1, decay: 0, none: 0 });
  expect(counts.decay).toEqual({ plateau: 0, powerLaw: 0, decay: 0, none: 1 });
  expect(counts.none).toEqual({ plateau: 0, powerLaw: 1, decay: 0, none: 0 });
  // Two of six and two of six share at least one: 1 − C(4,2)/C(6,2) = 9/15.
  expect(stayedP.plateau).toBeCloseTo(0.6, 12);
  expect(stayedP.decay).toBeNull();
});

test("a neuron in two regimes is refused", () => {
  const twice = { plateau: of(1), powerLaw: of(1), decay: of() };
  expect(() => regimeMigration(twice, twice, 4)).toThrow("neuron 1 is in two regimes");
});

test("overlap by hand: members that could not have been chosen do not count", () => {
  // Candidates 0–5, special 0, 1; the group has 0 and 3 of them, and 9, which is none.
  const { shared, expected, p, z } = groupOverlap(of(0, 3, 9), {
    members: of(0, 1),
    candidates: of(0, 1, 2, 3, 4, 5),
  });
  expect(shared).toBe(1);
  expect(expected).toBeCloseTo(2 / 3, 12);
  expect(p).toBeCloseTo(0.6, 12);
  expect(z).toBeCloseTo((1 - 2 / 3) / Math.sqrt((2 / 3) * (4 / 6) * (4 / 5)), 12);
});
