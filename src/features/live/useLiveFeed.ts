"use client";

import { type QueryClient, useQuery, useQueryClient } from "@tanstack/react-query";
import { type LiveFeed, emptyFeed } from "./liveFeed";

export const liveFeedKey = (runId: string) => ["live", runId] as const;

/** The feed as it stands, for code that is not drawing. */
export const readFeed = (queries: QueryClient, runId: string, cursor: string): LiveFeed =>
  queries.getQueryData<LiveFeed>(liveFeedKey(runId)) ?? emptyFeed(cursor);

/** What the stream has told about a run; drawn again whenever `select` picks something else. */
export function useLiveFeed<T>(runId: string, select: (feed: LiveFeed) => T): T {
  const queries = useQueryClient();
  const { data } = useQuery({
    queryKey: liveFeedKey(runId),
    queryFn: () => readFeed(queries, runId, ""),
    enabled: false,
    initialData: () => emptyFeed(""),
    // Long columns: comparing them element by element would cost more than drawing them.
    structuralSharing: false,
    select,
  });
  return data;
}
