import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { gram } from "~/core/linalg/gram";
import { symmetricEigenvalues } from "~/core/linalg/symmetricEigenvalues";
import { weightWatcherDetails } from "~/core/spectra/weightWatcherDetails";
import { seededRandom } from "~/core/stats/random";
import { expectClose } from "~tests/helpers/expectClose";
import { noiseMatrix } from "~tests/helpers/spectra";

/** Made by weightWatcher_details.py beside this file: WeightWatcher itself, which keeps its weights in float32. */
const golden = z
  .record(
    z.string(),
    z.object({
      shape: z.tuple([z.int(), z.int()]),
      details: z.record(z.string(), z.number()),
      warning: z.enum(["over-trained", "under-trained"]).nullable(),
      sum: z.number(),
      eigenvalues: z.array(z.number()),
    }),
  )
  .parse(JSON.parse(readFileSync(new URL("weightWatcher.json", import.meta.url), "utf8")));

/** As METHODS §8 has them. α comes from a search over ranks, and D stands where two numbers of a size are taken apart. */
const tolerances: Record<string, number> = {
  alpha: 1e-6,
  alpha_weighted: 1e-6,
  log_alpha_norm: 1e-6,
  sigma: 1e-6,
  D: 1e-6,
};
const eigenvalueBased = 1e-8;

/** x y as a [rows, columns] matrix added to another, in place. */
function addOuter(matrix: Float64Array, factor: number, [x, y]: readonly [Float64Array, Float64Array]): void {
  x.forEach((a, i) => y.forEach((b, j) => (matrix[i * y.length + j]! += factor * a * b)));
}

function spiked(seed: number, [rows, columns]: [number, number], strengths: number[]): Float64Array {
  const matrix = noiseMatrix(seed, rows, columns);
  strengths.forEach((strength, k) =>
    addOuter(matrix, strength, [noiseMatrix(seed + 1 + k, rows, 1), noiseMatrix(seed + 101 + k, 1, columns)]),
  );
  return matrix;
}

function heavy(seed: number, [rows, columns]: [number, number]): Float64Array {
  const random = seededRandom(seed + 1);
  const lengths = Float64Array.from({ length: columns }, () => random() ** -0.6);
  return noiseMatrix(seed, rows, columns).map((value, at) => value * lengths[at % columns]!);
}

const matrices: Record<string, () => Float64Array> = {
  "noise 200 × 96": () => noiseMatrix(1, 200, 96).map((z) => 0.02 * z),
  "noise 96 × 200": () => noiseMatrix(2, 96, 200),
  "square noise 128": () => noiseMatrix(3, 128, 128),
  "heavy 256 × 128": () => heavy(4, [256, 128]).map((z) => 0.1 * z),
  "spiked 160 × 120": () => spiked(6, [160, 120], [0.6, 1.1, 2]),
  "heavy 300 × 60": () => heavy(8, [300, 60]),
};

describe("WeightWatcher itself agrees", () => {
  test("the same matrices are compared", () => {
    expect(Object.keys(golden)).toEqual(Object.keys(matrices));
  });

  test.each(Object.keys(matrices))("%s: every column of its details", (name) => {
    const { shape, details, warning, sum, eigenvalues } = golden[name]!;
    const [rows, columns] = shape;
    const weights = Float64Array.from(Float32Array.from(matrices[name]!()));
    expectClose(
      weights.reduce((total, value) => total + value, 0),
      sum,
      1e-6,
    );
    const own = symmetricEigenvalues(gram(weights, rows, columns), Math.min(rows, columns));
    [own[0]!, own[own.length >> 1]!, own.at(-1)!].forEach((value, k) =>
      expectClose(value, eigenvalues[k]!, eigenvalueBased),
    );
    const ours = weightWatcherDetails(own, { rows, columns });
    expect(ours.warning).toBe(warning);
    for (const [column, value] of Object.entries(details)) {
      const found = ours[column as keyof typeof ours];
      expectClose(found as number, value, tolerances[column] ?? eigenvalueBased);
    }
  });
});
