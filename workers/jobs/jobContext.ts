import type { Database } from "~/db/client";
import type { ComputeBackend } from "~workers/backends/computeBackend";
import type { Log } from "~workers/log";
import type { LiveTrainer } from "./liveTrainer";

/** What every job works with. It lives as long as the job thread. */
export interface JobContext {
  readonly db: Database;
  readonly backend: ComputeBackend;
  readonly workerId: string;
  readonly codeVersion: string;
  /** Holds checkpoints and tokenised texts. */
  readonly dataDirectory: string;
  readonly log: Log;
  /** Kept between the slices of a run, so that each goes on where the last one stopped. */
  readonly trainer: { live: LiveTrainer | null };
}
