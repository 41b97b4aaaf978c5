import { appendSelfTest } from "~/db/selfTests";
import { allChecks } from "~workers/cli/selftest/allChecks";
import type { JobContext } from "./jobContext";

/** Recomputes cases with known answers on this worker's backend, and keeps how they came out. */
export async function selftest(_: object, { db, backend, workerId, codeVersion }: JobContext): Promise<void> {
  const begin = performance.now();
  const checks = allChecks(backend);
  const durationMs = performance.now() - begin;
  await appendSelfTest(db, { workerId, backend: backend.description, codeVersion, durationMs, checks });
}
