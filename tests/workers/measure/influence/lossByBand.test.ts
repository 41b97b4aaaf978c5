import { expect, test } from "vitest";
import { lossByBand } from "~workers/measure/influence/lossByBand";

const bands = ["common", "rare"];

test("means are over positions, errors over sequences", () => {
  // Two sequences of two positions; common losses 1 and 3, rare losses 5 and 9.
  const points = lossByBand(
    { loss: Float64Array.of(1, 5, 3, 9), positionBands: Uint8Array.of(0, 1, 0, 1), context: 2 },
    bands,
    7,
  );
  // The 95 % point of Student's law with one degree is 12.706.
  // s.e. of two sequences with means 1 and 3: √(2/1 · (1 + 1) / 2²) = 1.
  expect(points[0]).toMatchObject({ name: "loss.common", step: 7, value: 2 });
  expect(points[0]!.high! - points[0]!.value!).toBeCloseTo(12.7062047362, 9);
  expect(points[1]).toMatchObject({ name: "loss.rare", value: 7 });
  expect(points[2]).toMatchObject({ name: "loss.all", value: 4.5 });
});

test("a band without positions is not measurable", () => {
  const [, rare] = lossByBand(
    { loss: Float64Array.of(1, 2), positionBands: Uint8Array.of(0, 0), context: 1 },
    bands,
    0,
  );
  expect(rare).toEqual({
    name: "loss.rare",
    step: 0,
    value: null,
    reason: "no evaluated position is rare",
  });
});

test("one sequence has a mean and no interval", () => {
  const [common] = lossByBand(
    { loss: Float64Array.of(1, 2), positionBands: Uint8Array.of(0, 0), context: 2 },
    bands,
    0,
  );
  expect(common).toMatchObject({ value: 1.5, low: null, high: null });
});
