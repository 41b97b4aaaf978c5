// A thread of the pool in workers/kernels/wasm/pool.c: an instance of the module with a stack of its own. It waits for
// work until the thread that started it ends. JavaScript, because a thread of Node does not read TypeScript.
import { workerData } from "node:worker_threads";

const { module, memory, thread, stackTop, threadLocals } = workerData;
const { exports } = new WebAssembly.Instance(module, { env: { memory } });
exports.__stack_pointer.value = stackTop;
exports.__wasm_init_tls(threadLocals);
try {
  exports.pool_work(thread);
} catch (error) {
  // Who called the kernel is waiting for this thread; it is told, and tells the reader.
  exports.pool_fail();
  if (error.message !== "unreachable") throw error;
}
