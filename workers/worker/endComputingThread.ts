import type { Worker } from "node:worker_threads";

/**
 * Ends a thread even in the middle of a native kernel, which knows nothing of Node's wish: the kernel is told to leave
 * the rest of its work, and the thread's JavaScript, asked to stop before, does so where it next calls a function.
 */
export async function endComputingThread(worker: Worker): Promise<void> {
  const interrupt = await interrupter();
  const ended = worker.terminate();
  interrupt(true);
  try {
    await ended;
  } finally {
    interrupt(false);
  }
}

/** Does nothing where there are no native kernels: WebAssembly stops by itself. */
async function interrupter(): Promise<(on: boolean) => void> {
  try {
    const { kernelInterrupter } = await import("~workers/backends/native/kernelInterrupter");
    return kernelInterrupter();
  } catch {
    return () => undefined;
  }
}
