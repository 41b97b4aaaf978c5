"use client";

import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "../shell/trpc";

/** Heartbeats and the queue announce nothing, so they are asked for while one looks at them. */
const LOOK_MS = 2_000;

export function useWorkers() {
  const trpc = useTRPC();
  return useQuery({ ...trpc.system.workers.queryOptions(), staleTime: 0, refetchInterval: LOOK_MS });
}

export function useJobs() {
  const trpc = useTRPC();
  return useQuery({ ...trpc.system.jobs.queryOptions(), staleTime: 0, refetchInterval: LOOK_MS });
}
