import { describe, expect, test } from "vitest";
import { bandsByFrequency } from "~/core/bands/bandsByFrequency";
import { elbowBands } from "~/core/bands/elbowBands";
import { findElbow } from "~/core/bands/findElbow";

/** Zipf's law down to a rank, then a cliff. */
const brokenZipf = (size: number, cliff: number) =>
  Float64Array.from({ length: size }, (_, rank) => (rank < cliff ? 1 : 0.01) / (rank + 1));

describe("findElbow", () => {
  test("finds a cliff within a window of it", () => {
    const elbow = findElbow(brokenZipf(5000, 4000));
    expect(elbow).not.toBeNull();
    expect(elbow! + 200).toBeGreaterThanOrEqual(4000);
    expect(elbow!).toBeLessThanOrEqual(4001);
  });

  test("finds none in equal frequencies, in a straight law or in a short list", () => {
    expect(findElbow(new Float64Array(2000).fill(1 / 2000))).toBeNull();
    expect(findElbow(brokenZipf(5000, 5000))).toBeNull();
    expect(findElbow(brokenZipf(40, 30))).toBeNull();
  });
});

describe("elbowBands", () => {
  const size = 5000;
  const counts = brokenZipf(size, 4000).map((p) => Math.round(p * 1e10));
  const { band, byRank, elbow, names } = elbowBands(counts);

  test("common lies above rank .15 V, sub-elbow below the elbow, rare between them", () => {
    const byName = (name: string) => byRank.filter((v) => names[band[v]!] === name).length;
    expect(byName("common")).toBe(0.15 * size);
    expect(byName("rare")).toBe(elbow! + 1 - 0.15 * size);
    expect(byName("sub_elbow")).toBe(size - elbow! - 1);
  });

  test("is chosen by its name", () => {
    expect(Array.from(bandsByFrequency(counts, "elbow15").band)).toEqual(Array.from(band));
  });

  test("among the tokens that occur, has the ranks and the elbow of those", () => {
    const unseen = Float64Array.from([...counts, ...new Float64Array(3 * size)]);
    const among = bandsByFrequency(unseen, "elbow15", "occurring");
    expect(among.elbow).toBe(elbow);
    expect(Array.from(among.band.subarray(0, size))).toEqual(Array.from(band));
    expect(among.band.subarray(size).every((b) => names[b] === "sub_elbow")).toBe(true);
    expect(among.method).toBe("elbow15:occurring");
  });

  test("has no sub-elbow band where frequencies have no elbow", () => {
    const straight = elbowBands(new Float64Array(100).fill(3));
    expect(straight.elbow).toBeNull();
    expect(straight.band.includes(2)).toBe(false);
  });
});
