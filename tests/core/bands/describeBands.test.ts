import { describe, expect, test } from "vitest";
import { bandsByFrequency } from "~/core/bands/bandsByFrequency";
import { describeBands, rareWarning } from "~/core/bands/describeBands";

const bands = bandsByFrequency([7, 0, 1, 0]);

describe("describeBands", () => {
  test("counts positions, types and the mass of the training text", () => {
    const [common, rare] = describeBands(bands, Uint8Array.of(0, 1, 0, 0));
    expect(common).toEqual({
      name: "common",
      positions: 3,
      types: 2,
      tokenMass: expect.closeTo(10 / 12, 12) as number,
    });
    expect(rare).toEqual({
      name: "rare",
      positions: 1,
      types: 2,
      tokenMass: expect.closeTo(2 / 12, 12) as number,
    });
  });
});

describe("rareWarning", () => {
  const withRare = (positions: number) =>
    rareWarning(describeBands(bands, new Uint8Array(positions).fill(1)));

  test("warns below 500 rare positions, with how many there are", () => {
    expect(withRare(499)).toBe(
      "only 499 of the evaluated positions have a rare target; below 500 rare numbers are unsure",
    );
    expect(withRare(500)).toBeNull();
  });
});
