import type { RunState } from "~/core/runState";
import { stateLook } from "../run/stateLook";

interface Standing {
  state: RunState;
  /** The checkpoint under measurement, if any. */
  measuring: number | null;
  checkpoints: number;
}

/** What an empty panel waits for: what comes next, and about when. */
export function waitingFor({ state, measuring, checkpoints }: Standing): string {
  if (measuring !== null) return `Measuring step ${measuring} now; the first curves appear in a few seconds.`;
  if (state === "pending")
    return "The run waits for a worker. Its first checkpoint is measured as soon as it starts.";
  if (state === "running") {
    return checkpoints === 0
      ? "The first checkpoint is about to be written; it is measured at once."
      : "The first measurement begins in a moment.";
  }
  return `The run is ${stateLook[state].word}, and nothing of it was measured.`;
}
