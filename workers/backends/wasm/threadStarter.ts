import { Worker } from "node:worker_threads";
import { requireThat } from "~/core/errors";
import type { WasmModule } from "./wasmModule";

const stackBytes = 2 ** 20;

/**
 * Starts threads that take part in the work of the module's pool. Nobody waits for them: one that is late, or never
 * comes, leaves its share to the others.
 *
 * @returns sets how many threads there shall be, the caller's among them; those that are too many sleep
 */
export function threadStarter({ module, memory, func, global }: WasmModule): (threads: number) => void {
  let started = 1;

  const startThread = (thread: number) => {
    const stack = func("arena_keep")(stackBytes + global("__tls_size").value) >>> 0;
    requireThat(stack !== 0, `there is no memory for thread ${thread}`);
    const stackTop = stack + stackBytes;
    const worker = new Worker(new URL("poolThread.mjs", import.meta.url), {
      workerData: { module, memory, thread, stackTop, threadLocals: stackTop },
      execArgv: [],
    });
    worker.unref();
  };

  return (threads) => {
    for (; started < threads; started++) startThread(started);
    func("pool_start")(threads);
  };
}
