"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useSubscription } from "@trpc/tanstack-react-query";
import { useEffect, useRef } from "react";
import { useTRPC } from "../shell/trpc";

/** A list need not move with every step. */
const REFRESH_MS = 1_000;

/** Asks for the list again when something happens in a run, at most once a second. */
export function useLiveRuns(): void {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const changed = useRef(new Set<string>());
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  useEffect(() => () => clearTimeout(timer.current ?? undefined), []);

  const refresh = () => {
    timer.current = null;
    void queries.invalidateQueries(trpc.runs.list.pathFilter());
    for (const runId of changed.current)
      void queries.invalidateQueries(trpc.runs.sparklines.queryFilter({ runId }));
    changed.current.clear();
  };
  useSubscription(
    trpc.live.runs.subscriptionOptions(undefined, {
      // After a connection was away, anything may have changed.
      onStarted: () => void queries.invalidateQueries(trpc.runs.list.pathFilter()),
      onData: (runId) => {
        changed.current.add(runId);
        timer.current ??= setTimeout(refresh, REFRESH_MS);
      },
    }),
  );
}
