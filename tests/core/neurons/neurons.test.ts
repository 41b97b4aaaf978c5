import { describe, expect, test } from "vitest";
import { gram } from "~/core/linalg/gram";
import { tridiagonalOf } from "~/core/linalg/tridiagonalize";
import { activationMoments } from "~/core/neurons/activationMoments";
import { extremes } from "~/core/neurons/extremes";
import { foldOutputs } from "~/core/neurons/foldOutputs";
import { moments } from "~/core/neurons/moments";
import { nullSpaceShare } from "~/core/neurons/nullSpaceShare";
import { specialNeurons } from "~/core/neurons/specialNeurons";
import { topContexts } from "~/core/neurons/topContexts";
import { weightStatistics } from "~/core/neurons/weightStatistics";
import { normalsFrom, seededRandom } from "~/core/stats/random";

describe("moments", () => {
  test("by hand", () => {
    // 0, 0, 0, 4: mean 1, variance 3, third moment 6, fourth 21.
    const { mean, variance, skew, kurtosis } = moments([0, 0, 0, 4]);
    expect([mean, variance]).toEqual([1, 3]);
    expect(skew).toBeCloseTo(6 / 3 ** 1.5, 14);
    expect(kurtosis).toBeCloseTo(21 / 9, 14);
  });

  test("do not change with a shift, and skew turns with the sign", () => {
    const values = normalsFrom(seededRandom(5), 500).map((x) => x ** 2);
    const [one, other] = [moments(values), moments(values.map((x) => 7 - 3 * x))];
    expect(other.variance).toBeCloseTo(9 * one.variance!, 9);
    expect(other.skew).toBeCloseTo(-one.skew!, 9);
    expect(other.kurtosis).toBeCloseTo(one.kurtosis!, 9);
  });

  test("those of a normal sample", () => {
    const { skew, kurtosis } = moments(normalsFrom(seededRandom(2), 100_000));
    expect(Math.abs(skew!)).toBeLessThan(0.03);
    expect(Math.abs(kurtosis! - 3)).toBeLessThan(0.06);
  });

  test("a constant has no shape, and no values no moments", () => {
    expect(moments(new Float32Array(9).fill(0.1))).toMatchObject({ variance: 0, skew: null, kurtosis: null });
    expect(moments([])).toEqual({ mean: null, variance: null, skew: null, kurtosis: null });
  });
});

test("activation moments go down the columns, and the share above zero counts zero as not above", () => {
  const { variance, skew, sparsity } = activationMoments(Float32Array.of(0, 5, 1, 5, 0, 5, -1, 5), 2);
  expect(variance).toEqual([0.5, 0]);
  expect(skew).toEqual([0, null]);
  expect(sparsity).toEqual([0.25, 1]);
});

test("weights: norms, and the angle of a neuron that writes nothing is not measurable", () => {
  const { normIn, normOut, cosInOut } = weightStatistics(
    { wIn: Float32Array.of(3, 4, 1, 0), wOut: Float32Array.of(4, -3, 0, 0) },
    2,
  );
  expect([...normIn, ...normOut]).toEqual([5, 1, 5, 0]);
  expect(cosInOut[0]).toBeCloseTo(0, 14);
  expect(cosInOut[1]).toBeNull();
});

test("outputs are folded as the final norm treats them", () => {
  const wOut = Float32Array.of(1, 2, 6);
  const gamma = Float32Array.of(2, 1, -1);
  expect([...foldOutputs(wOut, { norm: "layer", gamma })]).toEqual([-4, -1, -3]);
  expect([...foldOutputs(wOut, { norm: "rms", gamma })]).toEqual([2, 2, -6]);
});

test("extremes: the largest and smallest, ties by index", () => {
  const { top, bottom } = extremes([1, 9, 9, -4, 0, -4], 3);
  expect([...top]).toEqual([1, 2, 0]);
  expect([...bottom]).toEqual([3, 5, 4]);
});

describe("nullSpaceShare", () => {
  const [d, tokens] = [16, 200];
  /** Gaussian, but blind along `direction`. */
  const blindAlong = (direction: Float64Array) => {
    const rows = Float32Array.from(normalsFrom(seededRandom(8), tokens * d));
    for (let v = 0; v < tokens; v++) {
      const row = rows.subarray(v * d, (v + 1) * d);
      const along = row.reduce((sum, x, j) => sum + x * direction[j]!, 0);
      for (let j = 0; j < d; j++) row[j]! -= 0.999 * along * direction[j]!;
    }
    return rows;
  };
  const alternating = Float64Array.from({ length: d }, (_, j) => (j % 2 === 0 ? 1 : -1) / Math.sqrt(d));
  const gamma = new Float32Array(d).fill(1);
  const options = { gamma, unembedding: blindAlong(alternating), gramOf: gram, tridiagonalOf };

  test.each(["layer", "rms"] as const)(
    "is 1 along the planted direction and small across it (%s)",
    (norm) => {
      const across = Float32Array.from({ length: d }, (_, j) => (j % 4 < 2 ? 1 : -1));
      const wOut = Float32Array.from([
        ...alternating.map((x) => 3 * x),
        ...across,
        ...new Array<number>(d).fill(0),
      ]);
      const { share, directions } = nullSpaceShare(wOut, { ...options, norm });
      expect(directions).toBe(1);
      expect(share[0]).toBeCloseTo(1, 5);
      expect(share[1]).toBeLessThan(0.02);
      expect(share[2]).toBeNull();
    },
  );

  test("what a LayerNorm's centring removes is no null space", () => {
    const shifted = Float32Array.from(alternating, (x) => x + 5);
    const { share } = nullSpaceShare(shifted, { ...options, norm: "layer" });
    expect(share[0]).toBeCloseTo(1, 5);
  });
});

describe("topContexts", () => {
  test("windows stay in their sequence, do not overlap and come by size", () => {
    const deltas = new Float32Array(60);
    deltas[1] = -5;
    deltas[3] = 4; // within the first window
    deltas[39] = 3;
    const found = topContexts(deltas, { context: 20, count: 8, window: 8 });
    expect(found).toEqual([
      { position: 1, begin: 0, length: 8 },
      { position: 39, begin: 32, length: 8 },
    ]);
  });

  test("a neuron that changes nothing has none", () => {
    expect(topContexts(new Float32Array(40), { context: 20, count: 8, window: 24 })).toEqual([]);
  });
});

test("special neurons are looked for among those that do something", () => {
  const { members, candidates } = specialNeurons({
    axis: [0.9, 0.1, 0.5, null, 0.7, 0.2],
    size: Float64Array.of(0, 3, 4, 5, 3, 0.1),
    count: 2,
  });
  // The median size is 3.
  expect([...candidates]).toEqual([1, 2, 4]);
  expect([...members]).toEqual([4, 2]);
});
