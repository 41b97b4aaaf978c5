import { describe, expect, test } from "vitest";
import { joinCount } from "~/core/groups/coordination/joinCount";
import { measureJoinCount } from "~/core/groups/coordination/measureJoinCount";
import { measureMoran } from "~/core/groups/coordination/measureMoran";
import { indexNeighbours, nearestNeighbours } from "~/core/groups/coordination/nearestNeighbours";
import { gram } from "~/core/linalg/gram";
import { noiseMatrix } from "~tests/helpers/spectra";

test("counts the links of members that end in members, by hand", () => {
  const neighbours = [[1, 2], [0, 3], [3], [2]].map((list) => Int32Array.from(list));
  expect(joinCount(Int32Array.of(0, 1), neighbours)).toBe(2 / 4);
  expect(joinCount(Int32Array.of(2, 3), neighbours)).toBe(1);
  expect(joinCount(Int32Array.of(0, 1, 2, 3), neighbours)).toBe(1);
  expect(joinCount(Int32Array.of(0), [new Int32Array(0)])).toBeNull();
});

/** 200 random directions; those of 30 … 49 lean to one side. */
const [rows, columns] = [200, 16];
const vectors = noiseMatrix(5, rows, columns);
for (let i = 30; i < 50; i++) vectors[i * columns]! += 6;
const neighbours = nearestNeighbours(vectors, { rows, columns, gramOf: gram });
const group = {
  group: "plateau",
  members: Array.from({ length: 20 }, (_, i) => 30 + i),
  norms: new Float64Array(rows).fill(1),
  seed: 3,
};

describe("measureJoinCount", () => {
  test("finds a planted cluster, and in scattered neurons nothing", () => {
    const [found] = measureJoinCount(group, { space: "W_out", neighbours });
    expect(found).toMatchObject({ space: "W_out", statistic: "join_count", size: 20, draws: 199 });
    expect(found!.value).toBeGreaterThan(0.9);
    expect(found!.p).toBe(0.01);
    const scattered = { ...group, members: group.members.map((i) => (7 * i) % 200) };
    expect(measureJoinCount(scattered, { space: "W_out", neighbours })[0]!.p).toBeGreaterThan(0.05);
  });

  test("the order of storage is a geometry of its own: here it sees the same planted run of indices", () => {
    const [byIndex] = measureJoinCount(group, { space: "index", neighbours: indexNeighbours(rows) });
    expect(byIndex!.value).toBeGreaterThan(0.8);
  });
});

describe("measureMoran", () => {
  test("finds influence that follows the geometry, and not one that does not", () => {
    const follows = Float64Array.from({ length: rows }, (_, i) => vectors[i * columns]!);
    const found = measureMoran(follows, { space: "W_out", neighbours, seed: 1 });
    expect(found).toMatchObject({ group: "all", statistic: "moran_i", size: rows, draws: 199, p: 0.01 });
    expect(found.z).toBeGreaterThan(5);
    const apart = measureMoran(noiseMatrix(9, 1, rows), { space: "W_out", neighbours, seed: 1 });
    expect(apart.p).toBeGreaterThan(0.05);
  });

  test("leaves out neurons without a direction, and says where there is nothing to measure", () => {
    const some = indexNeighbours(5, 2).map((list, i) =>
      i === 4 ? new Int32Array(0) : list.filter((j) => j !== 4),
    );
    const options = { space: "index" as const, neighbours: some, seed: 1 };
    expect(measureMoran(Float64Array.of(1, 2, 3, 4, 99), options).size).toBe(4);
    expect(measureMoran(new Float64Array(5), options)).toMatchObject({
      value: null,
      p: null,
      draws: 0,
      reason: "the influences do not vary, or no neuron has a neighbour",
    });
    expect(() => measureMoran(new Float64Array(4), options)).toThrow("4 influences need as many lists");
  });
});
