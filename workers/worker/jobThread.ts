import { parentPort, workerData } from "node:worker_threads";
import { AppError, requireThat } from "~/core/errors";
import type { ClaimedJob } from "~/db/claimedJobs";
import { connect } from "~/db/client";
import { openBackend } from "~workers/backends/openBackend";
import type { JobContext } from "~workers/jobs/jobContext";
import { handleJob } from "~workers/jobs/handleJob";
import { createLog } from "~workers/log";
import type { FromThread, Outcome, ThreadSettings, ToThread } from "./threadMessages";

// The thread that computes. Arithmetic blocks it for seconds; the worker's heart beats in the main thread.
const port = parentPort;
requireThat(port !== null, "jobThread.ts runs as a thread of a worker");
const settings = workerData as ThreadSettings;

const tell = (message: FromThread) => port.postMessage(message);
const log = createLog("worker", settings.logLevel);
const backend = await openBackend({
  name: settings.backend ?? undefined,
  threads: settings.threads ?? undefined,
  allowSoftwareGpu: settings.allowSoftwareGpu,
});
const context: JobContext = {
  db: connect(settings.databaseUrl, { connections: 3 }),
  backend,
  workerId: settings.workerId,
  codeVersion: settings.codeVersion,
  dataDirectory: settings.dataDirectory,
  log,
  trainer: { live: null },
};
let abort = new AbortController();

port.on("message", (message: ToThread) => {
  if (message.type === "abort") {
    abort.abort();
  } else if (message.type === "end") {
    process.exit();
  } else {
    abort = new AbortController();
    void perform(message.job, abort.signal).then(end);
  }
});
tell({ type: "ready", backend: backend.description });
backend.kernels.prepareAblation?.();

function end(outcome: Outcome): void {
  tell({ type: "ended", outcome });
  // A GPU that failed stays failed: the next job gets a thread that opens it anew.
  if (outcome.kind === "failed" && outcome.code === "backend_failed") process.exit();
}

async function perform(job: ClaimedJob, signal: AbortSignal): Promise<Outcome> {
  try {
    await handleJob(job, context, signal);
    return { kind: "done" };
  } catch (error) {
    if (signal.aborted) return { kind: "aborted" };
    if (error instanceof AppError) return { kind: "failed", message: error.message, code: error.code };
    log.error(`${job.kind} ${JSON.stringify(job.payload)} failed`, error);
    return { kind: "failed", message: error instanceof Error ? error.message : String(error), code: null };
  }
}
