import type { RunConfig } from "~/core/runConfig";
import type { Database } from "./client";
import { notifyEvents } from "./events";
import { enqueue } from "./queue";
import { createRun, type Run } from "./runs";

/** Creates a run and queues its training: what the form, the CLI and the demo do. */
export async function startRun(
  db: Database,
  options: { config: RunConfig; codeVersion: string },
): Promise<Run> {
  const run = await db.$transaction(async (tx) => {
    const created = await createRun(tx, options);
    await enqueue(tx, "train", { runId: created.id });
    return created;
  });
  await notifyEvents(db, run.id);
  return run;
}
