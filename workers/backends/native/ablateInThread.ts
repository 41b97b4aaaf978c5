import { Worker } from "node:worker_threads";
import { AppError } from "~/core/errors";
import type { AblationProblem, AblationSums } from "../ablationProblem";
import type { AblationOptions } from "../numericKernels";
import type { AblationAnswer, AblationTask, AblationThreadData } from "./ablationMessages";
import { haveRead, type Unread } from "./effectsRing";
import type { NativeVariant } from "./loadNativeKernels";

interface Ablate {
  (problem: AblationProblem, options?: AblationOptions): Promise<AblationSums>;
  /** Starts the thread, so that the first ablation need not wait for it. */
  prepare: () => void;
}

interface Pending {
  options: AblationOptions;
  resolve: (sums: AblationSums) => void;
  reject: (error: unknown) => void;
}

const lookMs = 100;

/** Effects that wait to be read while their reader is busy: 32 MiB. */
const usualRing = 2 ** 22;

/** (position, neuron, token) from which on a thread is worth its start. */
const leastElements = 2 ** 30;
/** Up to which copies do no harm. */
const mostBytes = 2 ** 28;

/** Whether an ablation takes longer than handing it to a thread, and is not so large that it should not be copied. */
export function isForThread({ activations, unembedding, gamma, finalResidual }: AblationProblem): boolean {
  const elements = (activations.length * unembedding.length) / gamma.length;
  const bytes = 4 * (activations.length + unembedding.length + finalResidual.length);
  return elements >= leastElements && bytes <= mostBytes;
}

/**
 * `nativeAblate` in a thread of its own, so that whoever asks can compute something else meanwhile: kernels that are called
 * then run on the caller's thread alone. The thread starts with the first ablation and keeps no process from ending.
 * Ablations that are asked for at the same time follow each other.
 */
export function ablateInThread(variant: NativeVariant, ring = usualRing): Ablate {
  const pending = new Map<number, Pending>();
  let thread: Worker | undefined;
  let tasks = 0;

  const start = () => {
    const unread = new Int32Array(new SharedArrayBuffer(4));
    const data: AblationThreadData = { variant, ring, unread };
    const worker = new Worker(new URL("../../typescriptThread.mjs", import.meta.url), {
      workerData: { module: new URL("ablationThread.ts", import.meta.url).href, ...data },
    });
    let death: unknown = new Error("the thread that ablates has ended");
    worker.on("message", (answer: AblationAnswer) => hear(answer, unread));
    worker.on("error", (error) => (death = error));
    worker.on("exit", () => {
      thread = undefined;
      for (const { reject } of pending.values()) reject(death);
    });
    // Whoever listens to a thread waits for it, so this comes last.
    worker.unref();
    return worker;
  };

  const hear = (answer: AblationAnswer, unread: Unread) => {
    const task = pending.get(answer.id);
    if (answer.type === "effects") {
      task?.options.onEffects?.(answer.block);
      haveRead(unread, answer.bytes);
    } else if (answer.type === "sums") task?.resolve(answer.sums);
    else {
      const { code, message } = answer;
      task?.reject(code === null ? new Error(message) : new AppError(code, message));
    }
  };

  const ablate = async (problem: AblationProblem, options: AblationOptions = {}) => {
    const id = tasks++;
    const cancelled = new Int32Array(new SharedArrayBuffer(4));
    const { tolerance = null, onEffects, throwIfCancelled } = options;
    let why: { error: unknown } | undefined;
    // It also keeps the process from ending, which the thread does not.
    const look = setInterval(() => {
      try {
        throwIfCancelled?.();
      } catch (error) {
        why ??= { error };
        Atomics.store(cancelled, 0, 1);
      }
    }, lookMs);
    try {
      return await new Promise<AblationSums>((resolve, reject) => {
        pending.set(id, { options, resolve, reject });
        const effects = onEffects !== undefined;
        const task: AblationTask = { id, problem: inSharedMemory(problem), tolerance, effects, cancelled };
        (thread ??= start()).postMessage(task);
      });
    } catch (error) {
      throw why ? why.error : error;
    } finally {
      pending.delete(id);
      clearInterval(look);
    }
  };
  return Object.assign(ablate, { prepare: () => void (thread ??= start()) });
}

/** The same whose arrays lie in memory that threads share: copies of those that do not already. */
function inSharedMemory<T extends object>(parts: T): T {
  const copies: unknown = Object.fromEntries(
    Object.entries(parts).map(([name, part]: [string, unknown]) => {
      if (ArrayBuffer.isView(part))
        return [name, part.buffer instanceof SharedArrayBuffer ? part : sharedCopy(part)];
      return [name, typeof part === "object" && part !== null ? inSharedMemory(part) : part];
    }),
  );
  return copies as T;
}

function sharedCopy({ buffer, byteOffset, byteLength, constructor }: ArrayBufferView): unknown {
  const memory = new SharedArrayBuffer(byteLength);
  new Uint8Array(memory).set(new Uint8Array(buffer, byteOffset, byteLength));
  return Reflect.construct(constructor, [memory]);
}
