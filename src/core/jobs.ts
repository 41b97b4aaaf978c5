import { z } from "zod";

/**
 * The payload of every job: ids only. The web enqueues by these, the workers handle by these, and each job may
 * be repeated, because what is done already is stored under its natural key.
 */
export const jobPayloads = {
  /** Trains a run from its last checkpoint to its next one, then enqueues measuring and the next slice. */
  train: z.strictObject({ runId: z.string() }),
  /** Fills the missing measurements of one checkpoint. */
  measure: z.strictObject({ checkpointId: z.int() }),
  /** Recomputes the reference cases on the worker that takes it. */
  selftest: z.strictObject({}),
} as const;

export type JobKind = keyof typeof jobPayloads;
export type JobPayload<K extends JobKind> = z.infer<(typeof jobPayloads)[K]>;

/** Measuring goes first: what was trained is looked at before more is trained. */
export const jobPriority: Record<JobKind, number> = { selftest: 20, measure: 10, train: 0 };
