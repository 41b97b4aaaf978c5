import { parentPort, workerData } from "node:worker_threads";
import { AppError, requireThat } from "~/core/errors";
import { nativeAblate } from "./ablate";
import type { AblationAnswer, AblationTask, AblationThreadData } from "./ablationMessages";
import { EffectsRing } from "./effectsRing";
import { loadNativeKernels } from "./loadNativeKernels";

// A thread that ablates, one problem after another. The pool behind the kernels is the whole process's.
const port = parentPort;
requireThat(port !== null, "ablationThread.ts runs as a thread");
const { variant, ring, unread } = workerData as AblationThreadData;
const library = loadNativeKernels(variant);
const effectsRing = new EffectsRing(ring, unread);

class Cancelled extends Error {}

port.on("message", (task: AblationTask) => {
  const tell = (answer: AblationAnswer) => port.postMessage(answer);
  const { id } = task;
  try {
    tell({ id, type: "sums", sums: ablate(task, tell) });
  } catch (error) {
    const code = error instanceof AppError ? error.code : null;
    tell({ id, type: "failed", code, message: error instanceof Error ? error.message : String(error) });
  }
});

function ablate(
  { id, problem, tolerance, effects, cancelled }: AblationTask,
  tell: (answer: AblationAnswer) => void,
) {
  const throwIfCancelled = () => {
    if (Atomics.load(cancelled, 0) === 1) throw new Cancelled("the ablation was cancelled");
  };
  return nativeAblate(library, problem, {
    tolerance,
    throwIfCancelled,
    ...(effects && {
      onEffects: ({ free, ...at }) => {
        const { copy, bytes } = effectsRing.place(free.subarray(0, at.count * at.n), throwIfCancelled);
        tell({ id, type: "effects", block: { ...at, free: copy }, bytes });
      },
    }),
  });
}
