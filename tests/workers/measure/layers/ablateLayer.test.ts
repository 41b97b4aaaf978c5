import { beforeAll, describe, expect, test } from "vitest";
import { lossesOf, runGpt2 } from "~tests/helpers/gpt2Float64";
import { sequencesOf, tinyBatch, tinyLanguageModel, tinyShape } from "~tests/helpers/tinyLanguageModel";
import type { ComputeBackend } from "~workers/backends/computeBackend";
import { openBackend } from "~workers/backends/openBackend";
import { evaluate } from "~workers/lm/evaluate";
import { ablateLayer } from "~workers/measure/layers/ablateLayer";

const { layers, mlpWidth } = tinyShape;
const { model, reference } = tinyLanguageModel();
const batch = tinyBatch(4);
const T = batch.inputs.length;
let backend: ComputeBackend;

beforeAll(async () => {
  backend = await openBackend();
});

async function run(layer: number, signal = new AbortController().signal) {
  const running = await model.load();
  const delta = Array.from({ length: mlpWidth }, () => new Float64Array(T));
  try {
    const mean = await ablateLayer(running, { batch, layer, signal }, (effect) =>
      delta[effect.neuron]!.set(effect.delta, effect.begin),
    );
    return { mean, delta };
  } finally {
    running.dispose();
  }
}

describe.each(Array.from({ length: layers }, (_, layer) => layer))("layer %i", (layer) => {
  test("each neuron at its mean, against the whole model run again in float64", async () => {
    const { mean, delta } = await run(layer);
    let activations = new Float64Array();
    const clean = runGpt2(reference, sequencesOf(batch), {
      neurons: (at, values) => {
        if (at === layer) activations = values.slice();
      },
    });
    const losses = lossesOf(reference, clean.finalResidual, batch.targets);
    for (let i = 0; i < mlpWidth; i++) {
      let known = 0;
      for (let t = 0; t < T; t++) known += activations[t * mlpWidth + i]! / T;
      expect(mean[i]).toBeCloseTo(known, 5);
      const changed = runGpt2(reference, sequencesOf(batch), {
        neurons: (at, values) => {
          if (at === layer) for (let t = 0; t < T; t++) values[t * mlpWidth + i] = known;
        },
      });
      lossesOf(reference, changed.finalResidual, batch.targets).forEach((loss, t) => {
        const expected = loss - losses[t]!;
        expect(Math.abs(delta[i]![t]! - expected)).toBeLessThan(3e-5 * (1 + Math.abs(expected)));
      });
    }
  });
});

test("the last layer by a forward pass is the last layer by algebra", async () => {
  const { delta } = await run(layers - 1);
  const running = await model.load();
  const { finalResidual, activations } = await evaluate(running, batch);
  running.dispose();
  const head = await model.head();
  const { wOut } = await model.mlp(layers - 1);
  const sums = await backend.kernels.ablate({
    ...head,
    ...{ finalResidual, activations, wOut, postNorm: null, frequency: null, targets: batch.targets },
    ...{ bands: new Uint8Array(T), bandCount: 1 },
    ...{ sequences: Int32Array.from({ length: T }, (_, t) => t), sequenceCount: T },
  });
  for (let i = 0; i < mlpWidth; i++) {
    for (let t = 0; t < T; t++) {
      const known = sums.signed[t * mlpWidth + i]!;
      expect(Math.abs(delta[i]![t]! - known)).toBeLessThan(3e-5 * (1 + Math.abs(known)));
    }
  }
});

test("whoever wants to stop is heard", async () => {
  await expect(run(0, AbortSignal.abort())).rejects.toMatchObject({ name: "AbortError" });
});
