"use client";

import { type MetricName, metrics } from "~/core/metrics";
import { isOver } from "~/core/runState";
import { useRunView } from "../live/RunProvider";
import { useLiveFeed } from "../live/useLiveFeed";
import { waitingFor } from "./waitingFor";

/**
 * Why a panel over measured steps is empty; null once something is measured. A panel that waits for the first measurement
 * says meanwhile what it will show.
 */
export function useWaiting(metric?: MetricName): string | null {
  const { runId, run, timeline } = useRunView();
  const measuring = useLiveFeed(runId, (feed) => feed.measuring);
  if (timeline.steps.length > 0) return null;
  if (metric && !isOver(run.state)) return metrics[metric].sentence;
  return waitingFor({ state: run.state, measuring, checkpoints: timeline.checkpoints.length });
}
