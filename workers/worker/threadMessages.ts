import type { BackendName } from "~/core/backendNames";
import type { ErrorCode } from "~/core/errors";
import type { ClaimedJob } from "~/db/claimedJobs";

/** What a job thread needs to know when it starts. */
export interface ThreadSettings {
  databaseUrl: string;
  dataDirectory: string;
  workerId: string;
  codeVersion: string;
  /** The best one of this machine when null. */
  backend: BackendName | null;
  /** Whether a GPU that the CPU imitates will do. */
  allowSoftwareGpu: boolean;
  /** All cores when null. */
  threads: number | null;
  logLevel: "debug" | "info" | "warn" | "error";
}

export type ToThread = { type: "run"; job: ClaimedJob } | { type: "abort" } | { type: "end" };

export type FromThread = { type: "ready"; backend: string } | { type: "ended"; outcome: Outcome };

/** How a job ended. An error without a code is a bug. */
export type Outcome =
  { kind: "done" } | { kind: "aborted" } | { kind: "failed"; message: string; code: ErrorCode | null };
