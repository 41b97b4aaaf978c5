import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { runGpt2 } from "~tests/helpers/gpt2Float64";
import { everyKernelLibrary } from "~tests/helpers/everyKernelLibrary";
import type { AblationSums } from "~workers/backends/ablationProblem";
import { nativeAblate } from "~workers/backends/native/ablate";
import { openSafetensors } from "~workers/checkpoints/openSafetensors";

const shared = fileURLToPath(new URL("../../../shared/", import.meta.url));
const trajectory = `${shared}assets/traj-gpt2/`;
const present = existsSync(trajectory) && existsSync(`${shared}reference/ablation`);
if (!present) console.warn(`skipped: no trajectory and reference values in ${shared}`);

const sequences = 24;
const context = 128;
const T = sequences * context;
const libraries = await everyKernelLibrary();

/** METHODS §8: float32 holds 1e-4 of the value or 1e-6 nats, whichever is larger. */
function expectNats(actual: number, expected: number, what: string): void {
  const allowed = Math.max(1e-6, 1e-4 * Math.abs(expected));
  expect(Math.abs(actual - expected), `${what}: ${actual} against ${expected}`).toBeLessThanOrEqual(allowed);
}

describe.skipIf(!present).each([0, 512, 1500])(
  "mean ablation at step %i of a trained GPT-2",
  async (step) => {
    if (!present) return;
    const golden = referenceOf(step);
    const { problem, rare } = await problemAt(step);

    test.each(libraries.map((library) => [library.variant, library] as const))(
      "agrees with float64 without algebra, %s",
      (_, library) => {
        const sums = nativeAblate(library, problem);

        expect(problem.bands.reduce((a, b) => a + b, 0)).toBe(rare);
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
  const cells = inBand[band].flatMap((b) => Array.from({ length: sequences }, (_, s) => b * sequences + s));
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

/** The bands of the reference: rare targets are those in the rarer half of the vocabulary, ties by token id. */
function rareTokens(): Uint8Array {
  const counts = z
    .array(z.number())
    .parse(JSON.parse(readFileSync(`${trajectory}unigram_counts.json`, "utf8")));
  const order = Array.from(counts.keys()).sort((a, b) => counts[b]! - counts[a]! || a - b);
  const isRare = new Uint8Array(counts.length);
  for (const id of order.slice(counts.length / 2)) isRare[id] = 1;
  return isRare;
}

async function problemAt(step: number) {
  const file = await openSafetensors(`${trajectory}step${step}/model.safetensors`);
  const weights = new Map<string, Float32Array>();
  for (const name of file.tensors.keys())
    weights.set(name.replace("transformer.", ""), await file.readFloat32(name));
  await file.close();
  const float32 = (name: string) => weights.get(name)!;
  const doubles = new Map(Array.from(weights, ([name, values]) => [name, Float64Array.from(values)]));

  const bytes = readFileSync(`${trajectory}eval_tokens.u16`);
  const tokens = new Uint16Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
  const starts = Array.from({ length: sequences }, (_, s) => s * (context + 1));
  const outcome = runGpt2(
    { layers: 3, heads: 4, epsilon: 1e-5, weight: (name) => doubles.get(name)! },
    starts.map((start) => tokens.subarray(start, start + context)),
  );
  const targets = Int32Array.from({ length: T }, (_, t) => {
    const start = starts[Math.floor(t / context)]!;
    return tokens[start + (t % context) + 1]!;
  });
  const isRare = rareTokens();
  const bands = Uint8Array.from(targets, (target) => isRare[target]!);
  return {
    rare: 259,
    problem: {
      norm: "layer" as const,
      epsilon: 1e-5,
      finalResidual: Float32Array.from(outcome.finalResidual),
      activations: Float32Array.from(outcome.activations),
      wOut: float32("h.2.mlp.c_proj.weight"),
      gamma: float32("ln_f.weight"),
      beta: float32("ln_f.bias"),
      unembedding: float32("wte.weight"),
      unembeddingBias: null,
      targets,
      bands,
      bandCount: 2,
      sequences: Int32Array.from({ length: T }, (_, t) => Math.floor(t / context)),
      sequenceCount: sequences,
    },
  };
}
