"use client";

import { useLiveFeed } from "../live/useLiveFeed";
import { useRunView } from "../live/RunProvider";
import { type ConnectionState, connectionState } from "./connectionState";

const looks: Record<ConnectionState["look"], string> = {
  good: "text-good",
  waiting: "text-warn",
  quiet: "text-soft",
};

/** How far the page is behind the run. */
export function ConnectionBadge() {
  const { runId, run, connection } = useRunView();
  const lagMs = useLiveFeed(runId, (feed) => feed.lagMs);
  const { words, look } = connectionState(connection, run.state, lagMs);
  return (
    <span
      data-testid="connection"
      title="Time from a step's commit to its arrival here"
      className="inline-flex h-6 items-center gap-1.5 rounded-md border border-line px-2 text-sm whitespace-nowrap text-soft digits"
    >
      <span aria-hidden className={`text-[9px] ${looks[look]}`}>
        {look === "good" ? "●" : look === "waiting" ? "◐" : "○"}
      </span>
      {words}
    </span>
  );
}
