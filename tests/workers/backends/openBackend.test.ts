import { existsSync } from "node:fs";
import { getBackend } from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";
import { seededRandom } from "~/core/stats/random";
import { randomAblationProblem } from "~tests/helpers/randomAblationProblem";
import { nativeVariants } from "~workers/backends/native/loadNativeKernels";
import { openBackend, probeBackends } from "~workers/backends/openBackend";
import { buildKernels } from "~workers/kernels/build.mjs";
import { buildWasm } from "~workers/kernels/buildWasm.mjs";

beforeAll(async () => {
  await buildKernels();
  await buildWasm();
});

describe("openBackend", () => {
  it("makes its tensors those of tfjs and says what it runs on", async () => {
    const backend = await openBackend({ name: "native", threads: 2 });
    expect(backend.name).toBe("native");
    expect(backend.description).toMatch(/^native (amx|avx512|avx2|neon), 2 threads$/);
    expect(getBackend()).toBe(backend.tfjsName);
    expect((await openBackend({ name: "native", threads: 1 })).description).toMatch(/, 1 thread$/);
  });

  it("opens WebAssembly when it is asked for, beside the native one", async () => {
    const native = await openBackend({ name: "native", threads: 1 });
    const wasm = await openBackend({ name: "wasm", threads: 2 });
    expect(wasm.name).toBe("wasm");
    expect(wasm.description).toMatch(/^wasm (fma128|simd128), 2 threads$/);
    expect(getBackend()).toBe(wasm.tfjsName);
    const weights = Float64Array.of(1, 2, 3, 4, 5, 6);
    expect(wasm.kernels.gram(weights, 2, 3)).toEqual(native.kernels.gram(weights, 2, 3));
  });

  it("ablates as it is told to", async () => {
    const { kernels } = await openBackend({ name: "native", threads: 1 });
    const problem = randomAblationProblem(seededRandom(3), {
      ...{ T: 12, m: 4, V: 40, d: 16, norm: "layer", beta: true, bias: false, scale: 0.1 },
    });
    const seen = new Set<number>();
    const sums = await kernels.ablate(problem, {
      tolerance: 1e-4,
      onEffects: ({ t, count }) => {
        for (let row = 0; row < count; row++) seen.add(t + row);
      },
    });
    expect(sums.certifiedShare).toBeGreaterThanOrEqual(0);
    expect(seen.size).toBe(12);
    await expect(
      kernels.ablate(problem, {
        throwIfCancelled: () => {
          throw new Error("enough");
        },
      }),
    ).rejects.toThrow("enough");
  });

  it("refuses an instruction set that this CPU does not have, saying which it has", async () => {
    const foreign = process.arch === "arm64" ? "avx2" : "neon";
    await expect(openBackend({ variant: foreign })).rejects.toMatchObject({
      code: "backend_unavailable",
      message: expect.stringContaining(`This CPU cannot run the ${foreign} kernels`) as string,
    });
    expect(nativeVariants).toContain(foreign);
  });

  it("takes the first that this machine can run, and says of each why it can or cannot", async () => {
    const probes = await probeBackends({ threads: 1 });
    expect(probes.map(({ name }) => name)).toEqual(["tensorflow", "webgpu", "native", "wasm"]);
    for (const { available, description, reason, fix } of probes) {
      expect(description !== null, reason ?? "").toBe(available);
      expect([reason, fix].every((text) => (text !== null && text.length > 20) !== available)).toBe(true);
    }
    const first = probes.find(({ available }) => available)!;
    expect((await openBackend({ threads: 1 })).description).toBe(first.description);
  });

  const installed = existsSync("node_modules/@tensorflow/tfjs-node-gpu");
  it.skipIf(installed)("refuses TensorFlow where it is not installed, naming what installs it", async () => {
    await expect(openBackend({ name: "tensorflow" })).rejects.toMatchObject({
      code: "backend_unavailable",
      message: expect.stringMatching(/is not installed.*npm i @tensorflow\/tfjs-node-gpu@4\.22\.0/) as string,
    });
  });

  it("refuses a number of threads that is none", async () => {
    await expect(openBackend({ threads: 0 })).rejects.toThrow(
      "threads must be a whole number from 1 on, not 0",
    );
    await expect(openBackend({ threads: 1.5 })).rejects.toThrow("not 1.5");
  });
});
