import { describe, expect, test } from "vitest";
import { countSpikes } from "~/core/spectra/noise/countSpikes";
import { excessKurtosis } from "~/core/stats/excessKurtosis";
import { normalsFrom, seededRandom } from "~/core/stats/random";
import { noiseMatrix, spectrumOf } from "~tests/helpers/spectra";

const [rows, columns] = [60, 240];

/** Noise plus k orthogonal directions, each of a singular value of `strength` times the noise edge. */
function spiked(seed: number, k: number, strength: number): Float64Array {
  const noise = noiseMatrix(seed, rows, columns);
  const edge = Math.sqrt(rows) + Math.sqrt(columns);
  for (let spike = 0; spike < k; spike++) {
    for (let j = 0; j < columns; j++) {
      noise[spike * columns + j]! +=
        (strength * edge * (Math.floor(j / 2 ** spike) % 2 === 0 ? 1 : -1)) / Math.sqrt(columns);
    }
  }
  return noise;
}

const count = (matrix: Float64Array) =>
  countSpikes(spectrumOf(matrix, rows, columns), { rows, columns, excessKurtosis: excessKurtosis(matrix)! })!;

describe("countSpikes", () => {
  test.each([0, 1, 5])("finds %i planted spikes, and the noise beneath them", (k) => {
    const { spikes, sigma2 } = count(spiked(3, k, 1.6));
    expect(spikes).toBe(k);
    expect(Math.abs(sigma2 - 1)).toBeLessThan(0.05);
  });

  test("very strong spikes do not hide weaker ones", () => {
    const matrix = spiked(4, 5, 1.6);
    for (let j = 0; j < columns; j++) matrix[59 * columns + j]! += 20 * Math.sin(j);
    expect(count(matrix).spikes).toBe(6);
  });

  test("scales with the matrix and does not mind which way it lies", () => {
    const eigenvalues = spectrumOf(spiked(5, 2, 1.5), rows, columns);
    const one = countSpikes(eigenvalues, { rows, columns, excessKurtosis: 0.2 })!;
    const other = countSpikes(
      eigenvalues.map((x) => 9 * x),
      { rows: columns, columns: rows, excessKurtosis: 0.2 },
    )!;
    expect(other.spikes).toBe(one.spikes);
    expect(other.edge99 / one.edge99).toBeCloseTo(9, 12);
  });

  test("the edge of square noise moves by κ/n, and out by the spread that κ > 0 adds", () => {
    const eigenvalues = spectrumOf(noiseMatrix(1, 48, 48), 48, 48);
    const edgeAt = (kurtosis: number) =>
      countSpikes(eigenvalues, { rows: 48, columns: 48, excessKurtosis: kurtosis })!.edge99;
    expect(edgeAt(-1.2) / edgeAt(0)).toBeCloseTo(1 - 1.2 / 48, 9);

    const mu = (Math.sqrt(47) + Math.sqrt(48)) ** 2;
    const scale = Math.sqrt(mu) * (1 / Math.sqrt(47) + 1 / Math.sqrt(48)) ** (1 / 3);
    const shared = (2 * (mu / scale) ** 2) / (48 * 48 * 1.607781034581);
    const unit = (spread: number) =>
      mu + scale * (-1.206533574582 + (2.0234 + 1.206533574582) * Math.sqrt(1 + spread - shared));
    const byHand = ((1 + 3 / 48) * unit((2.5 * 3) / 2304 ** (1 / 3))) / unit(0);
    expect(edgeAt(3) / edgeAt(0)).toBeCloseTo(byHand, 9);
  });

  test("there is none where half of the eigenvalues are zero, and other shapes are refused", () => {
    expect(countSpikes(new Float64Array(60).fill(3, 50), { rows, columns, excessKurtosis: 0 })).toBeNull();
    expect(() => countSpikes(new Float64Array(5), { rows, columns, excessKurtosis: 0 })).toThrow(
      "60 eigenvalues, not 5",
    );
  });
});

test("excess kurtosis is 0 for normal numbers, −2 for signs, and does not mind shift and scale", () => {
  const normal = normalsFrom(seededRandom(2), 100_000);
  // Its standard error is √(24/n) = .015.
  expect(Math.abs(excessKurtosis(normal)!)).toBeLessThan(0.05);
  expect(excessKurtosis(Float64Array.of(1, -1, 1, -1))).toBe(-2);
  expect(excessKurtosis(normal.map((z) => 5 + 3 * z))).toBeCloseTo(excessKurtosis(normal)!, 9);
  expect(excessKurtosis(Float64Array.of(2, 2))).toBeNull();
});
