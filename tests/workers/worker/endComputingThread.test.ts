import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { Worker } from "node:worker_threads";
import { expect, it } from "vitest";
import { endComputingThread } from "~workers/worker/endComputingThread";
import { nativeKernelLibraries } from "~tests/helpers/everyKernelLibrary";

const [library] = await nativeKernelLibraries();

it.skipIf(library === undefined)(
  "ends a thread in the middle of a kernel while other threads go on",
  async () => {
    const [size, inner] = [2048, 2 ** 22];
    const sum = new Float32Array(new SharedArrayBuffer(4 * size * size));
    const worker = new Worker(new URL("../../../workers/typescriptThread.mjs", import.meta.url), {
      workerData: { sum, size, inner, module: new URL("multiplyForever.ts", import.meta.url).href },
    });
    const said: unknown[] = [];
    worker.on("message", (message) => said.push(message));
    await once(worker, "message");
    // The heart of this thread beats while the other multiplies.
    for (let beat = 0; beat < 20; beat++) await sleep(10);
    await endComputingThread(worker);

    expect(said).toEqual(["begins"]);
    // Whole, every sum would be `inner`.
    expect(Math.max(...sum.subarray(0, size))).toBeLessThan(inner);

    const product = new Float32Array(1);
    library!.gemm(0, 0, 1, 1, 3, 1, Float32Array.of(1, 2, 3), 3, Float32Array.of(1, 1, 1), 1, 0, product, 1);
    expect(product[0]).toBe(6);
  },
);

it.skipIf(library === undefined)("takes along the thread that ablates for it", async () => {
  const worker = new Worker(new URL("../../../workers/typescriptThread.mjs", import.meta.url), {
    workerData: {
      variant: library!.variant,
      module: new URL("ablateForever.ts", import.meta.url).href,
    },
  });
  await once(worker, "message");
  await endComputingThread(worker);

  // Whatever it was at is over: the pool's threads are free, and nothing tells them to leave.
  const [row, sum] = [new Float32Array(4096).fill(1), new Float32Array(512)];
  library!.gemm(0, 1, 1, 512, 4096, 1, row, 4096, row, 0, 0, sum, 512);
  expect(new Set(sum)).toEqual(new Set([4096]));
});
