import { describe, expect, test } from "vitest";
import { correlateActivations } from "~/core/groups/correlateActivations";
import { measureEffectiveDimension } from "~/core/groups/measureEffectiveDimension";
import { noiseMatrix, plainKernels } from "~tests/helpers/spectra";

const [positions, neurons] = [300, 150];
const norms = new Float64Array(neurons).fill(1);
const members = [2, 9, 17, 30, 31, 44, 58];

/** Noise in which the group follows one common signal and neuron 5 never fires. */
const activations = noiseMatrix(6, positions, neurons).map((a, at) => {
  const neuron = at % neurons;
  if (neuron === 5) return 0;
  return members.includes(neuron) ? a + 4 * Math.sin(Math.floor(at / neurons)) : a;
});
const correlation = correlateActivations(activations, { positions, neurons, gramOf: plainKernels.gramOf });
const measure = (group: number[]) =>
  measureEffectiveDimension(
    correlation,
    { group: "plateau", members: group, norms, seed: 1, draws: 99 },
    plainKernels,
  );

describe("measureEffectiveDimension", () => {
  test("finds a coordinated group to span fewer directions than random ones, by every method", () => {
    for (const row of measure(members)) {
      expect(row).toMatchObject({
        space: "activations",
        statistic: "effective_dimension",
        size: 7,
        draws: 99,
      });
      expect(row.value).toBeLessThan(row.nullMean!);
      expect(row.p).toBeLessThan(0.05);
    }
  });

  test("names the paper's method first", () => {
    expect(measure(members).map(({ method }) => method)).toEqual([
      "pca95",
      "pca90",
      "participation_ratio:1/PR-1/T",
      "exp_entropy",
    ]);
  });

  test("leaves a neuron that never varies out of the group and of the draws", () => {
    expect(measure([5, 10, 11, 12])[0]!.size).toBe(3);
    expect(measure([5, 10])[0]!.reason).toContain("1 of the group's 2 neurons vary");
    for (const row of measure([10, 11, 12])) expect(Math.min(...row.nullValues)).toBeGreaterThan(0.3);
  });
});
