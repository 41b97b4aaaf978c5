import { describe, expect, test } from "vitest";
import { logitSignatures } from "~/core/groups/coordination/logitSignatures";
import { indexNeighbours, nearestNeighbours } from "~/core/groups/coordination/nearestNeighbours";
import { cosine } from "~/core/linalg/cosine";
import { gram } from "~/core/linalg/gram";
import { noiseMatrix } from "~tests/helpers/spectra";

describe("nearestNeighbours", () => {
  const near = (vectors: number[], rows: number, columns: number, k: number) =>
    nearestNeighbours(Float64Array.from(vectors), { rows, columns, k, gramOf: gram }).map((list) => [
      ...list,
    ]);

  test("orders by angle, whatever the lengths", () => {
    // Directions 0°, 10°, 80° and 180° in the plane, of lengths 1, 100, 1, 5.
    const at = (degrees: number, length: number) =>
      [Math.cos, Math.sin].map((f) => length * f((degrees * Math.PI) / 180));
    const vectors = [at(0, 1), at(10, 100), at(80, 1), at(180, 5)].flat();
    expect(near(vectors, 4, 2, 2)).toEqual([
      [1, 2],
      [0, 2],
      [1, 0],
      [2, 1],
    ]);
  });

  test("equal angles go by index", () => {
    expect(near([1, 1, 1, 1], 4, 1, 2)).toEqual([
      [1, 2],
      [0, 2],
      [0, 1],
      [0, 1],
    ]);
  });

  test("a vector without a direction is nobody's neighbour and has none", () => {
    expect(near([1, 0, 0, 0, 1, 1], 3, 2, 2)).toEqual([[2], [], [0]]);
  });

  test.each([
    [40, 8],
    [8, 40],
  ])("is the brute-force search, %i vectors of %i entries", (rows, columns) => {
    const vectors = noiseMatrix(7, rows, columns);
    const row = (i: number) => vectors.subarray(i * columns, (i + 1) * columns);
    const expected = Array.from({ length: rows }, (_, i) =>
      Array.from({ length: rows }, (_unused, j) => j)
        .filter((j) => j !== i)
        .sort((a, b) => cosine(row(i), row(b))! - cosine(row(i), row(a))!)
        .slice(0, 5),
    );
    expect(near([...vectors], rows, columns, 5)).toEqual(expected);
  });

  test("refuses a shape that does not fit and no neighbours at all", () => {
    expect(() => near([1, 2, 3], 2, 2, 1)).toThrow("has 4 entries, not 3");
    expect(() => near([1, 2], 2, 1, 0)).toThrow("at least 1 neighbour, not 0");
  });
});

test("index neighbours are those on either side, and at an end the nearest there are", () => {
  const lists = indexNeighbours(8, 4).map((list) => [...list]);
  expect(lists[3]).toEqual([1, 2, 4, 5]);
  expect(lists[0]).toEqual([1, 2, 3, 4]);
  expect(lists[7]).toEqual([3, 4, 5, 6]);
  expect(indexNeighbours(3, 10).map((list) => [...list])).toEqual([
    [1, 2],
    [0, 2],
    [0, 1],
  ]);
});

test("logit signatures have the angles of W_U w without its V numbers", () => {
  const [V, d, m] = [50, 6, 5];
  const unembedding = noiseMatrix(1, V, d);
  const wOut = noiseMatrix(2, m, d);
  const logits = (i: number) =>
    Float64Array.from({ length: V }, (_, v) =>
      wOut.subarray(i * d, (i + 1) * d).reduce((sum, weight, j) => sum + weight * unembedding[v * d + j]!, 0),
    );
  const signatures = logitSignatures(wOut, { unembedding, width: d, gramOf: gram });
  const signature = (i: number) => signatures.subarray(i * d, (i + 1) * d);
  for (let i = 0; i < m; i++) {
    for (let j = 0; j < i; j++) {
      expect(cosine(signature(i), signature(j))).toBeCloseTo(cosine(logits(i), logits(j))!, 12);
    }
  }
});
