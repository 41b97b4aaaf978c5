"use client";

import { formatNumber } from "~/charts/format/formatNumber";
import { useRunView } from "../live/RunProvider";
import { useLiveFeed } from "../live/useLiveFeed";
import { ConnectionBadge } from "./ConnectionBadge";
import { formatDuration } from "./formatDuration";
import { RunControls } from "./RunControls";
import { StateBadge } from "./StateBadge";
import { StepProgress } from "./StepProgress";

/** How the run stands, in one line. */
export function RunHeader() {
  const { runId, run } = useRunView();
  const live = useLiveFeed(runId, ({ step, tokensPerSecond, etaSeconds }) => ({
    step,
    tokensPerSecond,
    etaSeconds,
  }));
  const step = Math.max(run.step, live.step ?? 0);
  const running = run.state === "running";
  const tokensPerSecond = live.tokensPerSecond ?? run.tokensPerSecond;
  const etaSeconds = live.etaSeconds ?? run.etaSeconds;
  return (
    <header className="flex min-h-11 flex-wrap items-center gap-x-4 gap-y-1 px-3 py-1.5">
      <h1 className="max-w-full min-w-0 truncate text-lg font-semibold">{run.name}</h1>
      <StateBadge state={run.state} reason={run.stateReason} />
      <span className="flex items-center gap-2 whitespace-nowrap digits">
        <StepProgress
          label="Steps done"
          {...{ step, totalSteps: run.totalSteps }}
          barClassName="order-last w-20 max-sm:hidden [&::-moz-progress-bar]:bg-good [&::-webkit-progress-value]:bg-good"
        />
      </span>
      {running && tokensPerSecond !== null && (
        <span className="whitespace-nowrap text-soft digits">{formatNumber(tokensPerSecond)} tokens/s</span>
      )}
      {running && etaSeconds !== null && (
        <span className="whitespace-nowrap text-soft digits">ETA {formatDuration(etaSeconds)}</span>
      )}
      {run.backend !== null && <span className="text-soft max-lg:hidden">{run.backend}</span>}
      <span className="ml-auto flex items-center gap-1">
        <ConnectionBadge />
        <RunControls />
      </span>
      {run.stateReason !== null && run.state !== "running" && (
        <p className="w-full text-sm text-soft" role="status">
          {run.stateReason}
        </p>
      )}
    </header>
  );
}
