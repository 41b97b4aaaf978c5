import { formatDuration } from "../run/formatDuration";

/** When a worker was last heard, by the server's clock. */
export function heartbeatWords(now: Date, worker: { heartbeatAt: Date; alive: boolean }): string {
  const seconds = Math.max(0, (now.getTime() - worker.heartbeatAt.getTime()) / 1000);
  if (!worker.alive) return `silent for ${formatDuration(seconds)}`;
  return `${seconds.toFixed(1)} s ago`;
}
