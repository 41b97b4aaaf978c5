import { expect, test } from "vitest";
import { measureMutualInformation } from "~/core/groups/coordination/measureMutualInformation";
import { noiseMatrix } from "~tests/helpers/spectra";

const [positions, neurons] = [600, 40];

/** Neurons 0 … 5 are the same signal, each through a nonlinearity that leaves little correlation. */
function activations(): Float64Array {
  const values = noiseMatrix(2, positions, neurons);
  for (let t = 0; t < positions; t++) {
    for (let i = 1; i < 6; i++) {
      const signal = values[t * neurons]!;
      values[t * neurons + i] = Math.cos(2 * signal + i) + 0.1 * values[t * neurons + i]!;
    }
  }
  return values;
}

const measure = (values: Float64Array, members: number[]) =>
  measureMutualInformation(
    values,
    { group: "plateau", members, norms: new Float64Array(neurons).fill(1), seed: 1, draws: 39 },
    { alive: new Uint8Array(neurons).fill(1), positions: 300, pairs: 15 },
  )[0]!;

test("finds dependence that correlation hardly sees, and none among independent neurons", () => {
  const found = measure(activations(), [0, 1, 2, 3, 4, 5]);
  expect(found).toMatchObject({ statistic: "mutual_information", size: 6, draws: 39 });
  expect(found.value).toBeGreaterThan(0.5);
  expect(found.p).toBe(2 / 40);
  expect(Math.abs(measure(activations(), [10, 11, 12, 13, 14, 15]).value!)).toBeLessThan(0.05);
});

test("activations that are mostly 0 have ties, which are broken alike each time", () => {
  const rectified = activations().map((value) => Math.max(0, value));
  const first = measure(rectified, [20, 21, 22]);
  expect(measure(rectified, [20, 21, 22])).toEqual(first);
  expect(Math.abs(first.value!)).toBeLessThan(0.2);
});
