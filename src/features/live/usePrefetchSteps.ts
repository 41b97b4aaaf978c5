"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { useTRPC } from "../shell/trpc";

/** Has the steps beside the shown one at hand, so that ← and → do not wait. */
export function usePrefetchSteps(runId: string, steps: readonly (number | null)[]): void {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [previous, next] = steps;
  useEffect(() => {
    for (const step of [previous, next]) {
      if (step !== null && step !== undefined)
        queries.query(trpc.influence.at.queryOptions({ runId, step })).catch(ignored);
    }
  }, [queries, trpc, runId, previous, next]);
}

/** The step itself will be asked for again when it is shown. */
const ignored = () => undefined;
