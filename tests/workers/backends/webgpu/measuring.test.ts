import { setBackend, tensor2d } from "@tensorflow/tfjs-core";
import { describe, expect, it } from "vitest";
import { gram } from "~/core/linalg/gram";
import { normalsFrom, seededRandom } from "~/core/stats/random";
import { openSoftwareGpu } from "~tests/helpers/softwareGpu";
import { tinyBatch, tinyLanguageModel } from "~tests/helpers/tinyLanguageModel";
import { openBackend } from "~workers/backends/openBackend";
import { registerGpuTensors } from "~workers/backends/webgpu/registerGpuTensors";
import { clipEntries } from "~workers/families/running/clipEntries";
import { splitColumns } from "~workers/lm/splitColumns";
import { ablateLayer } from "~workers/measure/layers/ablateLayer";
import { logitStatistics } from "~workers/measure/neurons/logitStatistics";
import { nearestNeurons } from "~workers/measure/neurons/nearestNeurons";
import { ablateHeads } from "~workers/measure/routing/ablateHeads";

const opened = await openSoftwareGpu();
const gpu = opened && registerGpuTensors(opened.gpu);
const cpu = (await openBackend({ threads: 1 })).tfjsName;
const { signal } = new AbortController();
const { model } = tinyLanguageModel();
const batch = tinyBatch(3);

/** Every number that the work finds on the GPU, beside those that the kernels find. */
async function onBoth(work: () => Promise<ArrayLike<number | null>[]>) {
  const found: number[][] = [];
  for (const backend of [gpu!, cpu]) {
    await setBackend(backend);
    found.push((await work()).flatMap((numbers) => Array.from(numbers, (value) => value ?? 0)));
  }
  return found as [number[], number[]];
}

function expectSame([one, other]: [number[], number[]], tolerance: number): void {
  expect(other.length).toBeGreaterThan(0);
  expect(other.some((value) => value !== 0)).toBe(true);
  expect(one).toHaveLength(other.length);
  const at = one.findIndex((value, i) => !(Math.abs(value - other[i]!) <= tolerance));
  expect(at, `[${at}]: ${one[at]} instead of ${other[at]}`).toBe(-1);
}

describe.skipIf(opened === null)("measured on a GPU as on the cores", () => {
  it("routing: every head of the last two layers", async () => {
    const found = await onBoth(async () => {
      const running = await model.load();
      const effects: Float64Array[] = [];
      const group = Int32Array.of(0, 5, 23);
      await ablateHeads(running, { batch, group, signal }, ({ moved, loss }) => effects.push(moved, loss));
      running.dispose();
      return effects;
    });
    expectSame(found, 1e-4);
  });

  it("a layer's neurons", async () => {
    const found = await onBoth(async () => {
      const running = await model.load();
      const effects: Float64Array[] = [];
      const mean = await ablateLayer(running, { batch, layer: 1, signal }, ({ delta }) =>
        effects.push(delta),
      );
      running.dispose();
      return [mean, ...effects];
    });
    expectSame(found, 1e-4);
  });

  it("what neurons write and whom they resemble", async () => {
    const random = seededRandom(7);
    const draw = (count: number) => Float32Array.from(normalsFrom(random, count));
    const [weights, unembedding] = [draw(30 * 16), draw(50 * 16)];
    const head = { norm: "layer", gamma: draw(16), unembedding } as const;
    const found = await onBoth(async () =>
      [
        ...(await logitStatistics(weights, { ...head, gramOf: gram })),
        ...(await nearestNeurons("in", weights, 16)),
      ].map(({ values }) => values),
    );
    expectSame(found, 1e-4);
  });

  it("columns apart, and entries cut off", async () => {
    const values = Float32Array.from(normalsFrom(seededRandom(8), 5 * 6));
    const found = await onBoth(async () => {
      const parts = splitColumns(tensor2d(values, [5, 6]), 3);
      const clipped = clipEntries(tensor2d(values, [5, 6]), 0.5);
      return Promise.all([...parts, clipped].map((tensor) => tensor.data<"float32">()));
    });
    expect(found[0]).toEqual(found[1]);
    expect(found[0].slice(0, 4)).toEqual([values[0], values[1], values[6], values[7]]);
    expect(Math.max(...found[0].slice(30))).toBe(0.5);
  });
});
