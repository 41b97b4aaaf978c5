import { expect, test } from "vitest";
import { bucketEdges } from "~/charts/curves/bucketEdges";
import { decimate } from "~/charts/curves/decimate";
import { normalsFrom, seededRandom } from "~/core/stats/random";

const count = 20_000;
const x = Float64Array.from({ length: count }, (_, i) => i);
const edgesOf = (from: number, to: number, buckets: number) => ({
  edges: bucketEdges("linear", [from, to], buckets),
});
const all = edgesOf(0, count - 1, 400);

test("fewer values than pixels are all kept", () => {
  expect(decimate([0, 1, 2], [[5, 6, 7]], edgesOf(0, 2, 400))).toEqual([0, 1, 2]);
});

test("a spike of one value survives, wherever it is", () => {
  for (const spike of [1, 777, 10_001, count - 2]) {
    const values = new Float64Array(count);
    values[spike] = 9;
    expect(decimate(x, [values], all)).toContain(spike);
  }
});

test("every bucket keeps its least, its greatest and its last", () => {
  const values = normalsFrom(seededRandom(3), count);
  const kept = new Set(decimate(x, [values], all));
  for (let bucket = 0; bucket < 400; bucket++) {
    const indices = Array.from(x.keys()).filter((i) => Math.floor(x[i]! / ((count - 1) / 400)) === bucket);
    const least = indices.reduce((a, b) => (values[b]! < values[a]! ? b : a));
    const greatest = indices.reduce((a, b) => (values[b]! > values[a]! ? b : a));
    for (const index of [least, greatest, indices.at(-1)!]) expect(kept.has(index)).toBe(true);
  }
});

test("at most a few values a pixel are left", () => {
  const values = normalsFrom(seededRandom(4), count);
  expect(decimate(x, [values], all).length).toBeLessThanOrEqual(3 * 401);
});

test("a gap of one value never closes", () => {
  const values: (number | null)[] = Array.from(x, () => 1);
  values[12_345] = null;
  expect(decimate(x, [values], all)).toContain(12_345);
});

test("an infinite value or one below the floor of a log axis takes no spike's place", () => {
  const values = normalsFrom(seededRandom(8), count).map((noise) => 5 + noise);
  const spike = 4321;
  values[spike] = 50;
  values[spike + 1] = Infinity;
  values[spike + 2] = -1;
  expect(decimate(x, [values], { ...all, floor: 0 })).toContain(spike);
});

test("the newest value is always there, as a live curve must show it", () => {
  const values = normalsFrom(seededRandom(5), count);
  expect(decimate(x, [values], all).at(-1)).toBe(count - 1);
});

test("curves compared share one grid: an extreme of either is kept for both", () => {
  const [a, b] = [new Float64Array(count), new Float64Array(count)];
  a[500] = 1;
  b[15_500] = -1;
  const kept = decimate(x, [a, b], all);
  expect(kept).toContain(500);
  expect(kept).toContain(15_500);
});

test("zoomed in, one value outside on either side stays, so that the line leaves the plot", () => {
  const values = new Float64Array(count);
  const kept = decimate(x, [values], edgesOf(100, 110, 400));
  expect(kept[0]).toBe(99);
  expect(kept.at(-1)).toBe(111);
});

test("indices ascend, without repetition", () => {
  const kept = decimate(x, [normalsFrom(seededRandom(6), count)], edgesOf(50, 19_000, 77));
  for (let i = 1; i < kept.length; i++) expect(kept[i]!).toBeGreaterThan(kept[i - 1]!);
});
