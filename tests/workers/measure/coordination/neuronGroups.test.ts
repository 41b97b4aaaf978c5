import { expect, test } from "vitest";
import { fitCalibratedRegimes } from "~/core/regimes/fitCalibratedRegimes";
import { normalsFrom, seededRandom } from "~/core/stats/random";
import { neuronGroups } from "~workers/measure/coordination/neuronGroups";

const halfNormal = normalsFrom(seededRandom(3), 256).map(Math.abs);

/** ln v = −.05 min(ln r, ln 40) − .9 max(ln r − ln 40, 0), and the fall at the end. */
const plateauOf40 = Float64Array.from({ length: 512 }, (_, i) => {
  const x = Math.log(i + 1);
  const kink = Math.log(40);
  return Math.exp(-0.05 * Math.min(x, kink) - 0.9 * Math.max(x - kink, 0) + Math.log1p(-(i + 1) / 513));
});

const groupsOf = (rare: Float64Array, seed: number) =>
  neuronGroups({ rare, fit: fitCalibratedRegimes(rare, { seed: 1 }) }, seed);

test("noise has no plateau group and says why; leaders and random neurons are there at every step", () => {
  const [plateau, , , leaders, random] = groupsOf(halfNormal, 1);
  expect(plateau).toMatchObject({ name: "plateau", members: new Int32Array(0) });
  expect(plateau!.reason).toMatch(/^no plateau: /);
  expect(leaders!.members).toHaveLength(33);
  expect(random!.members).toHaveLength(33);
  expect(new Set(random!.members).size).toBe(33);
});

test("a planted plateau is the plateau group", () => {
  const [plateau, powerLaw, decay] = groupsOf(plateauOf40, 1);
  expect(plateau!.reason).toBeNull();
  expect(plateau!.members.length).toBeGreaterThan(25);
  expect(plateau!.members.length).toBeLessThan(60);
  expect(plateau!.members[0]).toBe(0);
  expect(powerLaw!.members.length).toBeGreaterThan(100);
  expect(new Set([...plateau!.members, ...powerLaw!.members, ...decay!.members]).size).toBe(
    plateau!.members.length + powerLaw!.members.length + decay!.members.length,
  );
  expect(Math.max(powerLaw!.members.length, decay!.members.length)).toBeLessThanOrEqual(200);
});

test("the random neurons depend on the seed alone", () => {
  const groups = (values: Float64Array) => groupsOf(values, 5)[4]!.members;
  expect(groups(plateauOf40)).toEqual(groups(plateauOf40.toReversed()));
});
