import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { everyKernelLibrary } from "~tests/helpers/everyKernelLibrary";
import { hasTrajectory, shared, trajectoryProblem } from "~tests/helpers/trajectoryProblem";
import type { AblationSums } from "~workers/backends/ablationProblem";
import { nativeAblate } from "~workers/backends/native/ablate";

const libraries = await everyKernelLibrary();

/** METHODS §8: float32 holds 1e-4 of the value or 1e-6 nats, whichever is larger. */
function expectNats(actual: number, expected: number, what: string): void {
  const allowed = Math.max(1e-6, 1e-4 * Math.abs(expected));
  expect(Math.abs(actual - expected), `${what}: ${actual} against ${expected}`).toBeLessThanOrEqual(allowed);
}

describe.skipIf(!hasTrajectory).each([0, 512, 1500])(
  "mean ablation at step %i of a trained GPT-2",
  async (step) => {
    if (!hasTrajectory) return;
    const golden = referenceOf(step);
    const problem = await trajectoryProblem(step);

    // WebAssembly is the same C without fused instructions, and slower: one step shows it.
    const tested = libraries.filter(({ backend }) => backend === "native" || step === 512);
    test.each(tested.map((library) => [library.variant, library] as const))(
      "agrees with float64 without algebra, %s",
      (_, library) => {
        const sums = nativeAblate(library, problem);

        expect(problem.bands.reduce((a, b) => a + b, 0)).toBe(259);
        for (const [i, expected] of golden.mean_activation.entries())
          expect(Math.abs(sums.meanActivation[i]! - expected)).toBeLessThan(1e-6);
        for (const band of bandNames) {
          const loss = sums.loss.filter((_, t) => inBand[band].includes(problem.bands[t]!));
          expectNats(loss.reduce((a, b) => a + b, 0) / loss.length, golden.mean_loss[band], `loss ${band}`);
          for (const [key, sum] of Object.entries(sumOf)) {
            const expected = golden.influence[`${key}_${band}`]!;
            expect(expected).toHaveLength(256);
            expected.forEach((value, i) =>
              expectNats(bandMean(sums, sums[sum], band, i), value, `${key} ${band} ${i}`),
            );
          }
        }
      },
    );
  },
);

const bandNames = ["all", "rare", "common"] as const;
const inBand = { all: [0, 1], common: [0], rare: [1] };
const sumOf = {
  mean_abs: "absolute",
  mean: "signed",
  mean_abs_frozen: "frozenAbsolute",
  mean_frozen: "frozenSigned",
} as const;

function bandMean(sums: AblationSums, of: Float64Array, band: keyof typeof inBand, neuron: number): number {
  const cells = inBand[band].flatMap((b) => Array.from({ length: 24 }, (_, s) => b * 24 + s));
  const total = cells.reduce((sum, cell) => sum + of[cell * sums.meanActivation.length + neuron]!, 0);
  return total / cells.reduce((sum, cell) => sum + sums.counts[cell]!, 0);
}

function referenceOf(step: number) {
  const path = `${shared}reference/ablation/traj-gpt2-step${step}.json`;
  return z
    .object({
      mean_loss: z.object({ all: z.number(), rare: z.number(), common: z.number() }),
      mean_activation: z.array(z.number()),
      influence: z.record(z.string(), z.array(z.number())),
    })
    .parse(JSON.parse(readFileSync(path, "utf8")));
}
