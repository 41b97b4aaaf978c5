import { describe, expect, test } from "vitest";
import { GroupStatistic } from "~/core/groups/groupStatistic";
import { measureGroupSpectra } from "~/core/groups/measureGroupSpectra";
import { sampleMatchedGroups } from "~/core/groups/sampleMatchedGroups";
import { normalsFrom, seededRandom } from "~/core/stats/random";
import { noiseMatrix, plainKernels } from "~tests/helpers/spectra";

const [m, d, n] = [120, 40, 15];
const norms = Float64Array.from({ length: m }, (_, neuron) => (neuron * 7) % m);
const members = Array.from({ length: n }, (_, i) => i * 5);
const noise = { space: "W_in", weights: noiseMatrix(2, m, d), rows: m, columns: d } as const;

/** The noise with one direction common to the group's rows. */
function correlated() {
  const direction = normalsFrom(seededRandom(99), d);
  const weights = noise.weights.slice();
  for (const neuron of members) for (let j = 0; j < d; j++) weights[neuron * d + j]! += 1.2 * direction[j]!;
  return { ...noise, weights };
}

const by = (statistics: GroupStatistic[], name: string) =>
  statistics.find(({ statistic }) => statistic === name)!;

describe("measureGroupSpectra", () => {
  test("gives five statistics of the group, each beside as many draws as asked for, as plain JSON", () => {
    const statistics = measureGroupSpectra(
      noise,
      { group: "plateau", members, norms, seed: 1, draws: 39 },
      plainKernels,
    );
    expect(statistics.map(({ statistic }) => statistic)).toEqual([
      "hill10",
      "alpha_mid",
      "alpha_farms",
      "lambda1",
      "participation_ratio",
    ]);
    for (const row of statistics) {
      expect(row).toMatchObject({ group: "plateau", space: "W_in", size: n, draws: 39, reason: null });
      expect(row.nullValues).toHaveLength(39);
      expect(GroupStatistic.parse(JSON.parse(JSON.stringify(row)))).toEqual(row);
    }
  });

  test("sees a group that shares a direction: larger λ1, fewer directions, p as small as the draws allow", () => {
    const statistics = measureGroupSpectra(
      correlated(),
      { group: "plateau", members, norms, seed: 1, draws: 99 },
      plainKernels,
    );
    expect(by(statistics, "lambda1").z).toBeGreaterThan(5);
    expect(by(statistics, "lambda1").p).toBeCloseTo(0.02, 12);
    expect(by(statistics, "participation_ratio").z).toBeLessThan(-5);
    expect(by(statistics, "hill10").value!).toBeLessThan(by(statistics, "hill10").nullMean!);
  });

  test("finds nothing in noise: over 60 groups p < .1 comes about 6 times", () => {
    let found = 0;
    for (const [seed, group] of sampleMatchedGroups({ members, norms, count: 60, seed: 77 }).entries()) {
      const rows = measureGroupSpectra(
        noise,
        { group: "random", members: group, norms, seed, draws: 39 },
        plainKernels,
      );
      if (by(rows, "participation_ratio").p! <= 0.1) found++;
    }
    expect(found).toBeLessThanOrEqual(14);
  });

  test("does not depend on the scale of any neuron, nor on the order of the members", () => {
    const group = { group: "plateau", members, norms, seed: 3, draws: 19 };
    const expected = measureGroupSpectra(noise, group, plainKernels);
    const scaled = noise.weights.map((w, at) => w * 2 ** (Math.floor(at / d) % 5));
    const found = measureGroupSpectra({ ...noise, weights: scaled }, group, plainKernels);
    found.forEach((row, i) => expect(row.value).toBeCloseTo(expected[i]!.value!, 9));
    expect(measureGroupSpectra(noise, { ...group, members: [...members].reverse() }, plainKernels)).toEqual(
      expected,
    );
  });

  test("measures groups larger than their space has dimensions", () => {
    const large = Array.from({ length: 55 }, (_, i) => i);
    const rows = measureGroupSpectra(
      noise,
      { group: "decay", members: large, norms, seed: 1, draws: 9 },
      plainKernels,
    );
    for (const row of rows) expect(row.value).not.toBeNull();
    expect(by(rows, "participation_ratio").value!).toBeLessThanOrEqual(d);
  });

  test("leaves constant rows out of the group and of the draws, and says when too few are left", () => {
    const weights = noise.weights.slice().fill(0.3, 0, 5 * d);
    const group = { group: "plateau", members: [0, 1, 60, 70], norms, seed: 1, draws: 19 };
    const rows = measureGroupSpectra({ ...noise, weights }, group, plainKernels);
    expect(rows[0]!.size).toBe(2);

    const dead = measureGroupSpectra(
      { ...noise, weights },
      { ...group, members: [0, 1, 2, 60] },
      plainKernels,
    );
    for (const row of dead) {
      expect(row).toMatchObject({ value: null, z: null, p: null, draws: 0, size: 1 });
      expect(row.reason).toBe("1 of the group's 4 neurons vary; 2 are needed");
    }
  });
});
