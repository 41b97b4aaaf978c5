import { beforeAll, describe, expect, test } from "vitest";
import { parseRunConfig } from "~/core/runConfig";
import { familyFolder, goldenFamilies, goldenOf } from "~tests/helpers/goldenFamilies";
import { ablationDistance } from "~tests/helpers/ablationDistance";
import { referenceAblate } from "~workers/backends/reference/ablate";
import type { ComputeBackend } from "~workers/backends/computeBackend";
import { openBackend } from "~workers/backends/openBackend";
import { openModelFile } from "~workers/families/openModelFile";
import { frequencyProblem } from "~workers/measure/frequency/frequencyProblem";
import { finalMlpProblem } from "~workers/measure/influence/finalMlpProblem";
import { evaluateModel } from "~workers/measure/evaluateModel";
import { prepareSubject } from "~workers/measure/subject";

let backend: ComputeBackend;
beforeAll(async () => {
  backend = await openBackend();
});

const ablated = goldenFamilies.flatMap((name) => {
  const { ablation, ids } = goldenOf(name);
  return ablation ? [{ name, ablation, ids }] : [];
});

test("a model of every kind of head was ablated by hooks", () => {
  const names = ablated.map(({ name }) => name).sort();
  expect(names).toEqual(["gemma", "gemma2", "gpt2", "llama", "olmo", "olmo2", "opt-350m", "phi", "pythia"]);
});

describe.each(ablated)("the ablation of $name", ({ name, ablation, ids }) => {
  test("agrees with hooks in transformers that run the whole model again for every neuron", async () => {
    const { problem, context } = await problemOf(name, ids);
    const sums = await backend.kernels.ablate(problem);

    const positions = ids.length * context;
    const neurons = ablation.mean.length;
    expect(sums.meanActivation).toHaveLength(neurons);
    const over = (values: Float64Array, neuron: number) =>
      values.reduce((sum, value, at) => (at % neurons === neuron ? sum + value : sum), 0) / positions;
    for (let i = 0; i < neurons; i++) {
      expectNats(sums.meanActivation[i]!, ablation.mean_activation[i]!, `mean activation of ${i}`);
      expectNats(over(sums.absolute, i), ablation.mean_abs[i]!, `absolute influence of ${i}`);
      expectNats(over(sums.signed, i), ablation.mean[i]!, `signed influence of ${i}`);
    }
  });
});

test.each(ablated)("what neurons of $name do through frequency is the reference's", async ({ name, ids }) => {
  const { problem } = await problemOf(name, ids, frequencyProblem);
  const total = problem.frequency!.logUnigram.reduce((sum, logP) => sum + Math.exp(logP), 0);
  expect(total).toBeCloseTo(1, 12);
  const { worst, at } = ablationDistance(await backend.kernels.ablate(problem), referenceAblate(problem));
  expect(worst, at).toBeLessThanOrEqual(1);
});

/** The ablation of a golden model on its own text, its tokens counted as 0, 1, 2 … 9, 0, 1 … times. */
async function problemOf(
  name: string,
  ids: readonly number[][],
  problemOn: typeof finalMlpProblem | typeof frequencyProblem = finalMlpProblem,
) {
  const { model, weights } = await openModelFile(familyFolder(name));
  const context = ids[0]!.length - 1;
  const subject = await prepareSubject({
    ...{
      step: 0,
      seed: 0,
      settings: parseRunConfig({}).measure,
      model: model!,
      weightsHash: "",
    },
    batch: {
      inputs: Int32Array.from(ids.flatMap((sequence) => sequence.slice(0, -1))),
      targets: Int32Array.from(ids.flatMap((sequence) => sequence.slice(1))),
      ...{ sequences: ids.length, context },
    },
    text: {
      counts: Uint32Array.from({ length: model!.sizes.vocabulary }, (_, v) => v % 10),
      ...{ tokensHash: "", countsHash: "", decode: () => "", split: "vocabulary", warnings: [] },
    },
  });
  const problem = problemOn(subject, await evaluateModel(subject));
  await weights.close();
  return { problem, context };
}

/** float32 holds 1e-4 of the value or, of losses around 10 nats and activations up to 30, a few 1e-6. */
function expectNats(actual: number, expected: number, what: string): void {
  const allowed = Math.max(5e-6, 1e-4 * Math.abs(expected));
  expect(Math.abs(actual - expected), `${what}: ${actual} against ${expected}`).toBeLessThanOrEqual(allowed);
}
