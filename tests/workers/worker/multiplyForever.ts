import { parentPort, workerData } from "node:worker_threads";
import { loadNativeKernels } from "~workers/backends/native/loadNativeKernels";

// What endComputingThread.test.ts ends: a product of ones that would take minutes. Its rows are one row, again and again.
const { sum, size, inner } = workerData as { sum: Float32Array; size: number; inner: number };
const library = loadNativeKernels();
const ones = new Float32Array(Math.max(size, inner)).fill(1);
const say = (what: string) => parentPort!.postMessage(what);
say("begins");
library.gemm(0, 0, size, size, inner, 1, ones, 0, ones, 0, 0, sum, size);
say("done");
