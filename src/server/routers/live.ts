import { tracked } from "@trpc/server";
import { z } from "zod";
import { procedure, router } from "../trpc";

/** One that is none starts from the beginning, which loses nothing. */
const Cursor = z
  .string()
  .regex(/^\d{1,18}\.\d{1,18}$/)
  .catch("0.0");

/** A caller without a signal follows until it stops asking. */
const never = new AbortController().signal;

export const liveRouter = router({
  /**
   * A run's events, for ever. The id of each is its cursor; a browser that comes back sends the last one it saw,
   * and continues behind it.
   */
  run: procedure
    .input(z.object({ runId: z.string(), lastEventId: Cursor.nullish() }))
    .subscription(async function* ({ ctx, input, signal }) {
      const events = ctx.live.follow(input.runId, input.lastEventId ?? null, signal ?? never);
      for await (const { cursor, event, at } of events) {
        yield tracked(cursor, { event, at: at.getTime(), sentAt: Date.now() });
      }
    }),

  /** The ids of runs in which something happens. What happened is for a query to say, so nothing is resumed. */
  runs: procedure.subscription(async function* ({ ctx, signal }) {
    for await (const runId of ctx.live.changes(signal ?? never)) yield runId;
  }),
});
