import { requestBackfill } from "~/db/backfill";
import { withDatabase } from "../withDatabase";

/** Queues what the schedule skipped of a run, all of it or the cells given. */
export async function backfill(runId: string, { cells }: { cells?: string[] }): Promise<void> {
  await withDatabase(async (db) => {
    const { checkpoints, queued } = await requestBackfill(db, runId, cells);
    console.log(
      checkpoints === 0
        ? "Nothing is missing."
        : `${checkpoints} checkpoints lack something; ${queued} jobs queued for when nobody trains.`,
    );
  });
}
