import type { JobKind, JobPayload } from "~/core/jobs";
import type { ClaimedJob } from "~/db/claimedJobs";
import { backfill } from "./backfill";
import type { JobContext } from "./jobContext";
import { layer } from "./layer";
import { measure } from "./measure";
import { recompute } from "./recompute";
import { scan } from "./scan";
import { selftest } from "./selftest";
import { trainSlice } from "./trainSlice";

type Handler<K extends JobKind> = (
  payload: JobPayload<K>,
  context: JobContext,
  signal: AbortSignal,
) => Promise<void>;

/** What a worker does for each kind of job. Each may be repeated, and stops soon after `signal` is aborted. */
const handlers: { [K in JobKind]: Handler<K> } = {
  train: trainSlice,
  scan,
  measure,
  layer,
  recompute,
  backfill,
  selftest,
};

export function handleJob(job: ClaimedJob, context: JobContext, signal: AbortSignal): Promise<void> {
  const handle = handlers[job.kind] as Handler<JobKind>;
  return handle(job.payload, context, signal);
}
