"use client";

import { useRunView } from "../live/RunProvider";
import { useLiveFeed } from "../live/useLiveFeed";
import { waitingFor } from "./waitingFor";

/** Why a panel over measured steps is empty; null once something is measured. */
export function useWaiting(): string | null {
  const { runId, run, timeline } = useRunView();
  const measuring = useLiveFeed(runId, (feed) => feed.measuring);
  if (timeline.steps.length > 0) return null;
  return waitingFor({ state: run.state, measuring, checkpoints: timeline.checkpoints.length });
}
