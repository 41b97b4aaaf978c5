import { z } from "zod";
import { MeasurementCell } from "./cells";
import { RunState } from "./runState";

/** Training points since the last event, column by column; null marks a value that is no number. */
export const ProgressEvent = z.object({
  type: z.literal("progress"),
  step: z.int(),
  tokensPerSecond: z.number().nullable(),
  etaSeconds: z.number().nullable(),
  steps: z.array(z.int()),
  series: z.record(z.string(), z.array(z.number().nullable())),
});

/**
 * What a worker announces while it works on a run. Training points travel in the event, because they are all a
 * live curve needs; of everything larger an event says what changed, and whoever shows it queries for it.
 */
export const RunEvent = z.discriminatedUnion("type", [
  ProgressEvent,
  /** Training points up to here were announced by events that are no longer kept; the curves have them. */
  z.object({ type: z.literal("pruned"), step: z.int() }),
  z.object({ type: z.literal("status"), state: RunState, reason: z.string().nullable() }),
  z.object({ type: z.literal("checkpoint"), step: z.int(), checkpointId: z.int() }),
  z.object({ type: z.literal("measuring"), step: z.int(), checkpointId: z.int() }),
  z.object({ type: z.literal("measured"), step: z.int(), checkpointId: z.int(), cell: MeasurementCell }),
  z.object({ type: z.literal("skipped"), step: z.int(), checkpointId: z.int(), reason: z.string() }),
]);

export type ProgressEvent = z.infer<typeof ProgressEvent>;
export type RunEvent = z.infer<typeof RunEvent>;

/** Postgres channels. A notification carries ids only; the rows are read by whoever listens. */
export const channels = { events: "plateau_events", jobs: "plateau_jobs" } as const;
