"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useRunView } from "../live/RunProvider";
import { useTRPC } from "../shell/trpc";

/** Every number of every neuron at the step shown. */
export function useNeurons() {
  const { runId, step } = useRunView();
  const trpc = useTRPC();
  return useQuery({
    ...trpc.neurons.at.queryOptions({ runId, step: step ?? 0 }),
    enabled: step !== null,
    placeholderData: keepPreviousData,
  });
}
