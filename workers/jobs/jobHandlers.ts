import type { JobKind, JobPayload } from "~/core/jobs";
import type { JobContext } from "./jobContext";
import { measure } from "./measure";
import { selftest } from "./selftest";
import { trainSlice } from "./trainSlice";

type Handler<K extends JobKind> = (
  payload: JobPayload<K>,
  context: JobContext,
  signal: AbortSignal,
) => Promise<void>;

/** What a worker does for each kind of job. Each may be repeated, and stops soon after `signal` is aborted. */
export const jobHandlers: { [K in JobKind]: Handler<K> } = {
  train: trainSlice,
  measure,
  selftest,
};
