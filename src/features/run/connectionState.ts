import type { RunState } from "~/core/runState";
import { isOver } from "~/core/runState";
import type { Connection } from "../live/useLiveRun";

/** Later than this, what is drawn is the past. */
const LATE_MS = 2_000;

export interface ConnectionState {
  words: string;
  look: "good" | "waiting" | "quiet";
}

/** What the badge says of the stream: how far the page is behind the run. */
export function connectionState(
  connection: Connection,
  state: RunState,
  lagMs: number | null,
): ConnectionState {
  if (connection === "connecting") return { words: "connecting", look: "waiting" };
  if (connection === "lost") return { words: "reconnecting", look: "waiting" };
  if (isOver(state)) return { words: "complete", look: "quiet" };
  if (lagMs === null) return { words: "live", look: "good" };
  const seconds = (lagMs / 1000).toFixed(lagMs < 9_950 ? 1 : 0);
  if (lagMs > LATE_MS) return { words: `catching up · ${seconds} s`, look: "waiting" };
  return { words: `live · ${seconds} s`, look: "good" };
}
