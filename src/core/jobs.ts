import { z } from "zod";
import { NamedCell } from "./cells";

const cells = z.array(NamedCell).min(1).optional();

/**
 * The payload of every job: ids and names only. The web enqueues by these, the workers handle by these, and each job may
 * be repeated, because what is done already is stored under its natural key.
 */
export const jobPayloads = {
  /** Trains a run from its last checkpoint to its next one, then enqueues measuring and the next slice. */
  train: z.strictObject({ runId: z.string() }),
  /** Looks for checkpoints of an ingested run, and enqueues measuring for each that is complete. */
  scan: z.strictObject({ runId: z.string() }),
  /** Fills cells of one checkpoint, by default all that are scheduled; its time counts against the run's share. */
  measure: z.strictObject({ checkpointId: z.int(), cells }),
  /** Ablates the neurons of another layer, because somebody asked. */
  layer: z.strictObject({ checkpointId: z.int(), layer: z.int().min(0) }),
  /** Computes a cell once more and compares, because somebody asked. */
  recompute: z.strictObject({ measurementId: z.int() }),
  /** Fills cells that were skipped. Its time counts against nothing: it waits until nobody trains. */
  backfill: z.strictObject({ checkpointId: z.int(), cells }),
  /** Recomputes the reference cases on the worker that takes it. */
  selftest: z.strictObject({}),
} as const;

export type JobKind = keyof typeof jobPayloads;
export type JobPayload<K extends JobKind> = z.infer<(typeof jobPayloads)[K]>;

/**
 * Looking takes a moment. Measuring goes before training: what was trained is looked at before more is trained. Who asks
 * for something waits for it.
 */
export const jobPriority: Record<JobKind, number> = {
  scan: 20,
  selftest: 20,
  measure: 10,
  recompute: 8,
  layer: 5,
  train: 0,
  backfill: -10,
};
