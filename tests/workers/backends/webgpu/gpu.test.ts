import { memory, setBackend, tensor1d, tensor2d, tidy, zeros, zerosLike } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";
import { normalsFrom, seededRandom } from "~/core/stats/random";
import { referenceAdamWStep } from "~workers/backends/reference/adamWStep";
import { Gpu } from "~workers/backends/webgpu/gpu";
import { openGpu } from "~workers/backends/webgpu/openGpu";
import { registerGpuTensors } from "~workers/backends/webgpu/registerGpuTensors";
import { adamWStep } from "~workers/lm/ops/adamWStep";
import { add } from "~workers/lm/ops/add";
import { embed } from "~workers/lm/ops/embed";
import { activation } from "~workers/lm/ops/activation";
import { sumOfSquares } from "~workers/lm/ops/sumOfSquares";
import { openSoftwareGpu } from "~tests/helpers/softwareGpu";

const opened = await openSoftwareGpu();

describe.skipIf(opened === null)("a GPU", () => {
  const run = (gpu: Gpu) => {
    const out = gpu.take(4);
    gpu.dispatch({ shader: "fill", buffers: [out], uints: [1], floats: [7], groups: [1] });
    return gpu.read(out, 4);
  };
  const withShader = (source: string) => new Gpu(opened!.gpu.device, () => source);

  it("that a CPU imitates is refused, unless it is asked for", async () => {
    await expect(openGpu({ allowSoftware: false })).rejects.toMatchObject({
      code: "backend_unavailable",
      message: expect.stringMatching(/imitated by the CPU: SwiftShader.* Install the GPU vendor's/) as string,
    });
    expect(opened!.name).toContain("SwiftShader");
  });

  it("answers what was asked of it", async () => {
    expect(new Float32Array(await run(opened!.gpu))).toEqual(Float32Array.of(7));
  });

  it.each([
    ["does not compile", "fn main( {"],
    ["lacks the entry point", "@compute @workgroup_size(1) fn other() {}"],
    [
      "wants other buffers",
      "@group(0) @binding(3) var<storage, read_write> x: array<f32>; @compute @workgroup_size(1) fn main() { x[0] = 1; }",
    ],
  ])("makes an error, not a number, of a shader that %s", async (_, source) => {
    const gpu = withShader(source);
    const failed = { code: "backend_failed", message: expect.stringContaining("refused its work") as string };
    await expect(run(gpu)).rejects.toMatchObject(failed);
    // What was computed from it is no better.
    await expect(gpu.read(gpu.take(4), 4)).rejects.toMatchObject(failed);
    expect(new Float32Array(await run(opened!.gpu))).toEqual(Float32Array.of(7));
  });

  it("says that it is lost, and stays lost", async () => {
    const { gpu } = await openGpu({ allowSoftware: true });
    gpu.device.destroy();
    await expect(run(gpu)).rejects.toMatchObject({ code: "backend_failed" });
    await expect(run(gpu)).rejects.toMatchObject({ code: "backend_failed" });
  });

  it("refuses an array that it cannot hold, saying how large one may be", () => {
    expect(() => opened!.gpu.take(2 ** 40)).toThrow(/1024\.0 GiB is larger than this GPU allows, \d/);
  });

  it("runs what was dispatched in order, over many batches", async () => {
    const { gpu } = opened!;
    const out = gpu.take(4);
    for (let value = 0; value <= 1200; value++)
      gpu.dispatch({ shader: "fill", buffers: [out], uints: [1], floats: [value], groups: [1] });
    expect(new Float32Array(await gpu.read(out, 4))).toEqual(Float32Array.of(1200));
  });
});

describe.skipIf(opened === null)("tensors of a GPU", () => {
  beforeAll(async () => {
    await setBackend(registerGpuTensors(opened!.gpu));
  });

  it("live as long as one of their clones, and are all let go by tidy", async () => {
    const before = memory();
    const x = tensor1d([1, 2]);
    const sum = add(x, x);
    const clone = sum.clone();
    sum.dispose();
    const other = zerosLike(clone);
    expect([...(await clone.data())]).toEqual([2, 4]);
    expect([...(await other.data())]).toEqual([0, 0]);
    for (const tensor of [x, clone, other]) tensor.dispose();
    tidy(() => {
      activation(add(tensor1d([1]), tensor1d([2])), "tanh");
    });
    expect(memory().numDataBuffers).toBe(before.numDataBuffers);
    expect(memory().numTensors).toBe(before.numTensors);
  });

  it("do not lend a buffer that waiting work still reads", async () => {
    const first = tidy(() => add(tensor1d([1, 2]), tensor1d([3, 4])));
    const second = tensor1d([10, 20]);
    expect([...(await first.data())]).toEqual([4, 6]);
    expect([...(await second.data())]).toEqual([10, 20]);
  });

  it("refuse indices that are not there, and an answer at once", () => {
    const [wte, wpe] = [zeros([3, 2]), zeros([2, 2])] as [
      ReturnType<typeof tensor2d>,
      ReturnType<typeof tensor2d>,
    ];
    expect(() => embed(tensor2d([[0, 3]], [1, 2], "int32"), { wte, wpe })).toThrow(
      "token ids run from 0 to 2, and one is 3",
    );
    expect(() => wte.dataSync()).toThrow("a GPU answers later");
  });

  it.each([1, 7, 20_000])("follow AdamW's float64 reference over five steps of %i numbers", async (count) => {
    const seed = Date.now() >>> 0;
    const random = seededRandom(seed);
    const draw = () => Float32Array.from(normalsFrom(random, count));
    const start = draw();
    const [param, m, v] = [tensor1d(start.slice()), zeros([count]), zeros([count])];
    const expected = Array.from(start, (value) => ({ param: value, m: 0, v: 0 }));
    const rates = { lr: 0.01, beta1: 0.9, beta2: 0.99, eps: 1e-8, weightDecay: 0.1 };
    for (let step = 1; step <= 5; step++) {
      const gradient = draw();
      const attributes = { ...rates, step, gradScale: step === 3 ? 0.25 : 1 };
      adamWStep({ param, grad: tensor1d(gradient), m, v, ...attributes });
      expected.forEach((state, i) => (expected[i] = referenceAdamWStep(state, gradient[i]!, attributes)));
    }
    (await param.data()).forEach((value, i) => {
      expect(Math.abs(value - expected[i]!.param), `entry ${i}, seed ${seed}`).toBeLessThan(2e-6);
    });
  });

  it("add up squares over all tensors to two parts in 10⁶", async () => {
    const ones = new Float32Array(100_000).fill(1);
    ones[0] = 4096;
    const [sum] = await sumOfSquares([tensor1d(ones), tensor2d([[3], [4]])]).data();
    expect(Math.abs(sum! / (4096 ** 2 + 99_999 + 25) - 1)).toBeLessThan(2e-6);
    expect(await sumOfSquares([]).data()).toEqual(Float32Array.of(0));
    expect((await sumOfSquares([tensor1d([1, NaN])]).data())[0]).toBeNaN();
  });
});
