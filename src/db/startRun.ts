import type { Database } from "./client";
import { notifyEvents } from "./events";
import { enqueue } from "./queue";
import { createRun, type Run, type RunSpec } from "./runs";

/** The job that a run begins and goes on with. */
export const firstJob = { training: "train", ingest: "scan" } as const;

/** Creates a run and queues its first job: what the form, the CLI and the demo do. */
export async function startRun(db: Database, options: RunSpec & { codeVersion: string }): Promise<Run> {
  const run = await db.$transaction(async (tx) => {
    const created = await createRun(tx, options);
    await enqueue(tx, firstJob[created.kind], { runId: created.id });
    return created;
  });
  await notifyEvents(db, run.id);
  return run;
}
