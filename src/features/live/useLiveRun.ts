"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useSubscription } from "@trpc/tanstack-react-query";
import { useEffect, useRef, useState } from "react";
import { useTRPC } from "../shell/trpc";
import { askAgain } from "./askAgain";
import { createLagMeter } from "./lagMeter";
import { type Arrival, type LiveFeed, applyArrivals, forgetUpTo } from "./liveFeed";
import { staleAfter } from "./staleAfter";
import { liveFeedKey, readFeed } from "./useLiveFeed";

/** Arrivals within one frame are drawn together, so that catching up costs one drawing and not hundreds. */
const FRAME_MS = 16;

/** More points than this are asked for again, thinned by the server, so that a page can stay open for days. */
const MAX_POINTS = 5_000;

export type Connection = "connecting" | "open" | "lost";

/**
 * Opens the one stream of a run's page. Points go to the feed; of what was measured the queries are asked again.
 * A connection that breaks is opened again by the browser and goes on behind the last event it saw.
 *
 * @param cursor where the run stood when it was loaded
 */
export function useLiveRun(runId: string, cursor: string): Connection {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const arrivals = useRef<Arrival[]>([]);
  const frame = useRef<ReturnType<typeof setTimeout> | null>(null);
  const thinning = useRef(false);
  const [lagOf] = useState(createLagMeter);
  const [lastEventId] = useState(() => readFeed(queries, runId, cursor).cursor || cursor);

  const setFeed = (change: (feed: LiveFeed) => LiveFeed) => {
    queries.setQueryData(liveFeedKey(runId), change(readFeed(queries, runId, cursor)));
  };
  const thin = async (upTo: number) => {
    thinning.current = true;
    try {
      await queries.refetchQueries(trpc.series.get.pathFilter(), { throwOnError: true });
      setFeed((feed) => forgetUpTo(feed, upTo));
    } catch {
      // Nothing is forgotten before the server has answered; the next arrival tries again.
    } finally {
      thinning.current = false;
    }
  };
  const draw = () => {
    frame.current = null;
    const arrived = arrivals.current;
    arrivals.current = [];
    setFeed((feed) => applyArrivals(feed, arrived));
    const { steps } = readFeed(queries, runId, cursor);
    if (steps.length > MAX_POINTS && !thinning.current) void thin(steps.at(-1)!);
    const status = arrived.findLast(({ event }) => event.type === "status")?.event;
    if (status?.type === "status") {
      const { state, reason } = status;
      queries.setQueryData(
        trpc.runs.get.queryKey({ runId }),
        (run) => run && { ...run, state, stateReason: reason },
      );
    }
    for (const filter of staleAfter(trpc, runId, arrived)) void askAgain(queries, filter);
  };

  useEffect(() => () => clearTimeout(frame.current ?? undefined), []);

  const { status } = useSubscription(
    trpc.live.run.subscriptionOptions(
      { runId, lastEventId },
      {
        onData: ({ id, data: { event, at, sentAt } }) => {
          arrivals.current.push({ cursor: id, event, lagMs: lagOf({ at, sentAt, receivedAt: Date.now() }) });
          frame.current ??= setTimeout(draw, FRAME_MS);
        },
      },
    ),
  );
  const wasOpen = useWasEver(status === "pending");
  if (status === "pending") return "open";
  return wasOpen || status === "error" ? "lost" : "connecting";
}

function useWasEver(condition: boolean): boolean {
  const [was, setWas] = useState(condition);
  if (condition && !was) setWas(true);
  return was || condition;
}
