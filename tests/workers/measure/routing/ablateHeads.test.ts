import { beforeAll, describe, expect, test } from "vitest";
import { lossesOf, runGpt2 } from "~tests/helpers/gpt2Float64";
import { sequencesOf, tinyBatch, tinyLanguageModel, tinyShape } from "~tests/helpers/tinyLanguageModel";
import { openBackend } from "~workers/backends/openBackend";
import {
  ablateHeads,
  type HeadEffect,
  type HeadTarget,
  headTargets,
} from "~workers/measure/routing/ablateHeads";

const { layers, heads, mlpWidth, width, context } = tinyShape;
const { model, reference } = tinyLanguageModel();
const batch = tinyBatch(3);
const group = Int32Array.of(0, 3, 4, 17, 23);
const size = width / heads;
let effects: HeadEffect[];

beforeAll(async () => {
  await openBackend();
  const running = await model.load();
  effects = [];
  const signal = new AbortController().signal;
  await ablateHeads(running, { batch, group, signal }, (effect) => effects.push(effect));
  running.dispose();
});

/** One position of one sequence changed, everything run again, and only what happens at that position looked at. */
function bruteForce({ layer, head }: HeadTarget, t: number) {
  const sequence = [sequencesOf(batch)[Math.floor(t / context)]!];
  const place = t % context;
  const targets = batch.targets.subarray(t - place, t - place + context);
  const clean = runGpt2(reference, sequence);
  const changed = runGpt2(reference, sequence, {
    heads: (at, mixed, qkv) => {
      if (at !== layer) return;
      for (let h = 0; h < heads; h++) {
        if (head !== null && h !== head) continue;
        for (let j = 0; j < size; j++) mixed[place * width + h * size + j] = qkv[2 * width + h * size + j]!;
      }
    },
  });
  const moved = group.reduce((sum, i) => {
    const at = place * mlpWidth + i;
    return sum + Math.abs(changed.activations[at]! - clean.activations[at]!);
  }, 0);
  const loss =
    lossesOf(reference, changed.finalResidual, targets)[place]! -
    lossesOf(reference, clean.finalResidual, targets)[place]!;
  return { moved, loss };
}

describe.each(headTargets(model.sizes))("layer $layer, head $head", (target) => {
  test("each position changed alone, against a whole run for each in float64", () => {
    const own = effects.find(
      ({ target: other }) => other.layer === target.layer && other.head === target.head,
    )!;
    for (let t = 0; t < batch.inputs.length; t++) {
      const { moved, loss } = bruteForce(target, t);
      expect(Math.abs(own.moved[t]! - moved)).toBeLessThan(2e-5 * (1 + moved));
      expect(Math.abs(own.loss[t]! - loss)).toBeLessThan(2e-5 * (1 + Math.abs(loss)));
    }
  });

  test("the first position attends to itself anyway", () => {
    for (const { moved, loss } of effects) {
      expect(Math.abs(moved[0]!)).toBeLessThan(1e-5);
      expect(Math.abs(loss[context]!)).toBeLessThan(1e-5);
    }
  });
});

test("the last two layers, head by head and whole", () => {
  expect(headTargets(model.sizes)).toEqual([
    { layer: layers - 2, head: 0 },
    { layer: layers - 2, head: 1 },
    { layer: layers - 1, head: 0 },
    { layer: layers - 1, head: 1 },
    { layer: layers - 2, head: null },
    { layer: layers - 1, head: null },
  ]);
});

test("whoever wants to stop is heard", async () => {
  const running = await model.load();
  const abort = new AbortController();
  const work = ablateHeads(running, { batch, group, signal: abort.signal }, () => abort.abort());
  await expect(work).rejects.toMatchObject({ name: "AbortError" });
  running.dispose();
});
