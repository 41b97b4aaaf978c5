import { setTimeout as sleep } from "node:timers/promises";
import { Worker } from "node:worker_threads";
import { AppError, requireThat } from "~/core/errors";
import type { ClaimedJob } from "~/db/claimedJobs";
import { endComputingThread } from "./endComputingThread";
import type { FromThread, Outcome, ThreadSettings, ToThread } from "./threadMessages";

/** How long a job may take to stop before its thread is ended, so that it has stopped within a second. */
const graceMs = 400;
/** How long a thread may take to end by itself. One that waits for a GPU does; to end it by force would crash us. */
const leaveMs = 200;

export interface JobThread {
  /** What it computes on. */
  readonly backend: string;
  /** False once it ends or has ended; then a new one is needed. */
  readonly isAlive: () => boolean;
  /** Runs one job. After `signal` is aborted the job has a moment to end by itself; then its thread is ended. */
  readonly run: (job: ClaimedJob, signal: AbortSignal) => Promise<Outcome>;
  /** Returns when it has ended. */
  readonly end: () => Promise<void>;
}

/**
 * Starts the thread that computes, and waits until its backend is loaded.
 *
 * @throws AppError backend_unavailable with what the thread could not do
 */
export async function startJobThread(settings: ThreadSettings): Promise<JobThread> {
  const worker = new Worker(new URL("../typescriptThread.mjs", import.meta.url), {
    workerData: { ...settings, module: new URL("jobThread.ts", import.meta.url).href },
  });
  let alive = true;
  let death = "its thread ended";
  const gone = new Promise<void>((resolve) => {
    worker.on("error", (error) => (death = error.message));
    worker.once("exit", () => {
      alive = false;
      resolve();
    });
  });
  const failed = async (): Promise<{ type: "ended"; outcome: Outcome }> => {
    await gone;
    return { type: "ended", outcome: { kind: "failed", message: death, code: null } };
  };
  const next = () =>
    Promise.race([new Promise<FromThread>((resolve) => worker.once("message", resolve)), failed()]);
  const send = (message: ToThread) => worker.postMessage(message);
  const leave = async () => {
    send({ type: "end" });
    await Promise.race([gone, sleep(leaveMs, undefined, { ref: false })]);
    if (alive) await endComputingThread(worker);
  };
  let leaving: Promise<void> | undefined;
  const end = () => (leaving ??= leave());

  const ready = await next();
  if (ready.type !== "ready")
    throw new AppError("backend_unavailable", `The worker cannot compute: ${death}`);

  return {
    backend: ready.backend,
    isAlive: () => alive && leaving === undefined,
    run: async (job, signal) => {
      const ended = next();
      let late: NodeJS.Timeout | undefined;
      const stop = () => {
        send({ type: "abort" });
        late = setTimeout(() => void end(), graceMs);
      };
      signal.addEventListener("abort", stop, { once: true });
      send({ type: "run", job });
      if (signal.aborted) stop();
      const message = await ended;
      signal.removeEventListener("abort", stop);
      clearTimeout(late);
      requireThat(message.type === "ended", "a job thread is ready once");
      // A thread that was ended in the middle failed because of that; a job that was done by then is done.
      const { outcome } = message;
      return signal.aborted && outcome.kind === "failed" ? { kind: "aborted" } : outcome;
    },
    end,
  };
}
