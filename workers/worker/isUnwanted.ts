import type { ClaimedJob } from "~/db/claimedJobs";
import type { Db } from "~/db/client";
import { findRun } from "~/db/runs";
import { isHeldByReader } from "~workers/jobs/isHeldByReader";

/** Whether a reader paused or stopped the run that a job is about; training hears of that by itself, after a step. */
export async function isUnwanted(db: Db, { kind, runId }: ClaimedJob): Promise<boolean> {
  if (kind !== "measure" && kind !== "scan") return false;
  const run = await findRun(db, runId);
  return run !== null && isHeldByReader(run);
}
