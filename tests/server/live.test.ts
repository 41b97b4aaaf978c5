import { isTrackedEnvelope } from "@trpc/server";
import { expect, test } from "vitest";
import { RunEvent } from "~/core/events";
import { appendEvents, notifyEvents } from "~/db/events";
import { createCaller } from "~/server/root";
import { liveContext } from "~tests/helpers/liveContext";

const measuring = (step: number): RunEvent => ({ type: "measuring", step, checkpointId: 0 });

test.each(["nonsense", "1.", "99999999999999999999.1"])(
  "a browser that sends %j as its last event gets everything: nothing is lost",
  async (lastEventId) => {
    await using context = await liveContext();
    await appendEvents(context.db, "run", [measuring(1), measuring(2)]);
    const seen: number[] = [];
    const events = await createCaller(context).live.run({ runId: "run", lastEventId });
    for await (const item of events) {
      const { event } = opened(item);
      if (event.type === "measuring") seen.push(event.step);
      if (seen.length === 2) break;
    }
    expect(seen).toEqual([1, 2]);
  },
);

test("the id of an event is where its stream goes on", async () => {
  await using context = await liveContext();
  await appendEvents(context.db, "run", [measuring(1)]);
  const caller = createCaller(context);
  const { cursor } = await first(await caller.live.run({ runId: "run", lastEventId: "0.0" }));
  await appendEvents(context.db, "run", [measuring(2)]);
  await notifyEvents(context.db, "run");
  const { event } = await first(await caller.live.run({ runId: "run", lastEventId: cursor }));
  expect(event).toEqual(measuring(2));
});

async function first(stream: AsyncIterable<unknown>) {
  for await (const item of stream) return opened(item);
  throw new Error("the stream ended");
}

/** Inside the process an event comes in the envelope that the wire writes as id and data. */
function opened(item: unknown): { cursor: string; event: RunEvent } {
  if (!isTrackedEnvelope(item)) throw new Error("an event without an id");
  const [cursor, data] = item;
  return { cursor, event: RunEvent.parse((data as { event: unknown }).event) };
}
