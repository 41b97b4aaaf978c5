"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useRunView } from "../live/RunProvider";
import { useTRPC } from "../shell/trpc";

/** How often one looks whether a layer that was asked for failed; that it is measured the stream tells. */
const LOOK_MS = 2_000;

/** The layers of the step shown. */
export function useLayers() {
  const { runId, step } = useRunView();
  const trpc = useTRPC();
  return useQuery({
    ...trpc.layers.compare.queryOptions({ runId, step: step ?? 0 }),
    enabled: step !== null,
    placeholderData: keepPreviousData,
    refetchInterval: ({ state: { data } }) =>
      data?.some(({ state }) => state === "waiting" || state === "running") ? LOOK_MS : false,
  });
}
