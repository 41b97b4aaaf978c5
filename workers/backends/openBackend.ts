import { availableParallelism } from "node:os";
import { enableProdMode, setBackend } from "@tensorflow/tfjs-core";
import { type BackendName, backendNames } from "~/core/backendNames";
import { AppError, requireThat } from "~/core/errors";
import { BackendUnavailable } from "./backendUnavailable";
import type { ComputeBackend } from "./computeBackend";
import type { NativeVariant } from "./native/loadNativeKernels";
import { openKernels } from "./openKernels";

export interface BackendChoice {
  /** The first one that this machine can run when left out. */
  name?: BackendName | undefined;
  /** An instruction set of the native kernels; the best one of this CPU when left out. */
  variant?: NativeVariant | undefined;
  /** Of the whole process; every core when left out. */
  threads?: number | undefined;
  /** Whether a GPU that the CPU imitates will do: for tests. */
  allowSoftwareGpu?: boolean | undefined;
}

/** What was found of one backend. */
export interface Probe {
  name: BackendName;
  available: boolean;
  /** What it would compute on; null where it cannot. */
  description: string | null;
  /** Why it cannot compute here, and what would change that; null where it can. */
  reason: string | null;
  fix: string | null;
}

type Options = Omit<BackendChoice, "name" | "threads"> & { threads: number };

/** Each is loaded when it is asked for: it may not exist for this system. */
const openers: Record<BackendName, (options: Options) => Promise<ComputeBackend>> = {
  tensorflow: async (options) => (await import("./tensorflow/openTensorflow")).openTensorflow(options),
  webgpu: async (options) => (await import("./webgpu/openWebgpu")).openWebgpu(options),
  native: ({ threads, variant }) => openKernels({ name: "native", threads, variant }),
  wasm: ({ threads }) => openKernels({ name: "wasm", threads }),
};

/**
 * Opens a backend and makes it the one that tfjs computes on.
 *
 * @throws AppError backend_unavailable when this machine cannot run it, or none of them, with the reasons
 */
export async function openBackend({ name, ...choice }: BackendChoice = {}): Promise<ComputeBackend> {
  const options = withThreads(choice);
  const names = choice.variant !== undefined ? (["native"] as const) : name ? [name] : backendNames;
  const failures: BackendUnavailable[] = [];
  for (const candidate of names) {
    try {
      const backend = await openers[candidate](options);
      enableProdMode();
      if (await setBackend(backend.tfjsName)) return backend;
      failures.push(new BackendUnavailable(`tfjs could not start ${backend.tfjsName}.`, ""));
    } catch (error) {
      if (!(error instanceof BackendUnavailable)) throw error;
      failures.push(error);
    }
  }
  const [only] = failures;
  if (only !== undefined && failures.length === 1) throw only;
  throw new AppError("backend_unavailable", failures.map(({ message }) => message).join("\n"));
}

/** What each backend finds on this machine, in the order in which they are chosen from. */
export async function probeBackends(choice: Omit<BackendChoice, "name"> = {}): Promise<Probe[]> {
  const probes: Probe[] = [];
  for (const name of backendNames) {
    try {
      const { description } = await openers[name](withThreads(choice));
      probes.push({ name, available: true, description, reason: null, fix: null });
    } catch (error) {
      if (!(error instanceof BackendUnavailable)) throw error;
      const { reason, fix } = error;
      probes.push({ name, available: false, description: null, reason, fix });
    }
  }
  return probes;
}

function withThreads({ threads = availableParallelism(), ...choice }: Omit<BackendChoice, "name">): Options {
  requireThat(
    Number.isInteger(threads) && threads >= 1,
    `threads must be a whole number from 1 on, not ${threads}`,
  );
  return { ...choice, threads };
}
