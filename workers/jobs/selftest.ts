import { appendSelfTest } from "~/db/selfTests";
import { runSelftest } from "~workers/cli/selftest/runSelftest";
import type { JobContext } from "./jobContext";

/** Recomputes cases with known answers on this worker's backend, and keeps how they came out. */
export async function selftest(_: object, { db, backend, workerId, codeVersion }: JobContext): Promise<void> {
  const begin = performance.now();
  // A value that is no number does not hold, and JSON has no other word for it.
  const checks = (await runSelftest(backend)).map((row) => ({
    ...row,
    value: Number.isFinite(row.value) ? row.value : null,
  }));
  const durationMs = performance.now() - begin;
  await appendSelfTest(db, { workerId, backend: backend.description, codeVersion, durationMs, checks });
}
