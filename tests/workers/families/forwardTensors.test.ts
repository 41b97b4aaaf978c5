import { memory, tensor1d, tensor2d, tidy } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, test } from "vitest";
import { familyFolder, goldenFamilies, goldenOf } from "~tests/helpers/goldenFamilies";
import { openBackend } from "~workers/backends/openBackend";
import { openModelFile } from "~workers/families/openModelFile";
import type { RunningModel } from "~workers/lm/languageModel";
import { modelLogits } from "~tests/helpers/modelLogits";

beforeAll(() => openBackend());

describe.each(goldenFamilies)("%s on tensors", (name) => {
  const golden = goldenOf(name);
  const context = golden.ids[0]!.length - 1;
  const inputs = golden.ids.map((ids) => ids.slice(0, -1));

  const running = async <T>(work: (model: RunningModel) => T | Promise<T>): Promise<T> => {
    const { model, lacks, weights } = await openModelFile(familyFolder(name));
    if (model === null) throw new Error(lacks);
    const loaded = await model.load();
    try {
      return await work(loaded);
    } finally {
      loaded.dispose();
      await weights.close();
    }
  };

  const lastResidual = (model: RunningModel) => {
    let residual = model.embed(tensor2d(inputs.flat(), [inputs.length, context], "int32"));
    for (let layer = 0; layer < model.sizes.layers; layer++) {
      residual = model.block(layer, residual, { batch: inputs.length, context }).residual;
    }
    return residual;
  };

  test("gives the logits and losses of transformers within float32", async () => {
    const before = memory().numTensors;
    const { model, weights } = await openModelFile(familyFolder(name));
    const head = await model!.head();
    await weights.close();
    await running((loaded) => {
      const [residual, losses] = tidy(() => {
        const last = lastResidual(loaded);
        const targets = tensor1d(
          golden.ids.flatMap((ids) => ids.slice(1)),
          "int32",
        );
        return [last.dataSync<"float32">(), loaded.losses(last, targets).dataSync()];
      });
      losses.forEach((loss, t) => {
        expect(Math.abs(loss - golden.losses[t]!), `loss at ${t}`).toBeLessThan(1e-4);
      });
      for (const { position, values } of golden.logits) {
        const width = loaded.sizes.width;
        const logits = modelLogits(head, residual.slice(position * width, (position + 1) * width));
        values.forEach((value, v) => expect(Math.abs(logits[v]! - value), `logit ${v}`).toBeLessThan(1e-4));
      }
    });
    expect(memory().numTensors).toBe(before);
  });
});
