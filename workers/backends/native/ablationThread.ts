import { parentPort, workerData } from "node:worker_threads";
import { AppError, requireThat } from "~/core/errors";
import { nativeAblate } from "./ablate";
import { type AblationAnswer, type AblationTask, cancelled, unread } from "./ablationMessages";
import { loadNativeKernels, type NativeVariant } from "./loadNativeKernels";

// A thread that ablates, one problem after another. The pool behind the kernels is the whole process's.
const port = parentPort;
requireThat(port !== null, "ablationThread.ts runs as a thread");
const library = loadNativeKernels((workerData as { variant: NativeVariant }).variant);
const mostUnread = 2 ** 26;
const waitMs = 50;

class Cancelled extends Error {}

port.on("message", (task: AblationTask) => {
  const tell = (answer: AblationAnswer, transfer: ArrayBuffer[] = []) => port.postMessage(answer, transfer);
  const { id } = task;
  try {
    tell({ id, type: "sums", sums: ablate(task, tell) });
  } catch (error) {
    const code = error instanceof AppError ? error.code : null;
    tell({ id, type: "failed", code, message: error instanceof Error ? error.message : String(error) });
  }
});

function ablate(
  { id, problem, tolerance, effects, state }: AblationTask,
  tell: (answer: AblationAnswer, transfer?: ArrayBuffer[]) => void,
) {
  const throwIfCancelled = () => {
    if (Atomics.load(state, cancelled) === 1) throw new Cancelled("the ablation was cancelled");
  };
  return nativeAblate(library, problem, {
    tolerance,
    throwIfCancelled,
    ...(effects && {
      onEffects: ({ free, ...at }) => {
        const own = free.slice(0, at.count * at.n);
        // Whoever reads is busy: what lies unread would grow without a bound.
        while (Atomics.load(state, unread) > mostUnread) {
          throwIfCancelled();
          Atomics.wait(state, unread, Atomics.load(state, unread), waitMs);
        }
        Atomics.add(state, unread, own.byteLength);
        tell({ id, type: "effects", block: { ...at, free: own } }, [own.buffer]);
      },
    }),
  });
}
