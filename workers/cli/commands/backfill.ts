import { requestBackfill, requestLayers } from "~/db/backfill";
import { parseSize } from "../parseSize";
import { withDatabase } from "../withDatabase";

export interface BackfillOptions {
  cells?: string[];
  layers?: string[];
  step?: string;
}

/** Queues what the schedule skipped of a run, all of it or the cells given; with layers, the influence of their neurons. */
export async function backfill(runId: string, { cells, layers, step }: BackfillOptions): Promise<void> {
  await withDatabase(async (db) => {
    if (layers !== undefined) {
      const queued = await requestLayers(db, runId, {
        layers: layers.map((layer) => parseSize("--layers", layer, 0)),
        step: step === undefined ? undefined : parseSize("--step", step, 0),
      });
      console.log(queued === 0 ? "Nothing is missing." : `${queued} jobs queued.`);
      if (cells === undefined) return;
    }
    const { checkpoints, queued } = await requestBackfill(db, runId, cells);
    console.log(
      checkpoints === 0
        ? "Nothing is missing."
        : `${checkpoints} checkpoints lack something; ${queued} jobs queued for when nobody trains.`,
    );
  });
}
