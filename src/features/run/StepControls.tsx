"use client";

import { ChevronLast, ChevronLeft, ChevronRight, Pause, Play, Radio } from "lucide-react";
import { isOver } from "~/core/runState";
import { useRunView } from "../live/RunProvider";
import { IconButton } from "../shell/IconButton";
import { OlderSteps } from "./OlderSteps";
import { SkippedSteps } from "./SkippedSteps";

/** Play, back, forward, live, and how the steps are spaced. */
export function StepControls() {
  const { run, step, steps, following, playing, xScale, move, follow, setPlaying, toggleX } = useRunView();
  const at = step === null ? -1 : steps.indexOf(step);
  return (
    <div className="flex items-center gap-0.5">
      <IconButton label="Previous measured step" shortcut="←" disabled={at <= 0} onClick={() => move(-1)}>
        <ChevronLeft />
      </IconButton>
      <IconButton
        label={playing ? "Stop playing" : "Play the steps"}
        shortcut="Space"
        disabled={steps.length < 2}
        onClick={() => setPlaying(!playing)}
      >
        {playing ? <Pause /> : <Play />}
      </IconButton>
      <IconButton
        label="Next measured step"
        shortcut="→"
        disabled={at < 0 || at >= steps.length - 1}
        onClick={() => move(1)}
      >
        <ChevronRight />
      </IconButton>
      <IconButton
        label={
          isOver(run.state)
            ? "Show the newest measured step"
            : "Follow live: always show the newest measured step"
        }
        shortcut="l"
        aria-pressed={following}
        className="!w-auto grid-flow-col gap-1.5 px-2"
        onClick={follow}
      >
        {isOver(run.state) ? <ChevronLast /> : <Radio />}
        <span className="text-sm">{isOver(run.state) ? "newest" : "live"}</span>
      </IconButton>
      <IconButton
        label={xScale === "log" ? "Space the steps evenly" : "Space the steps by logarithm"}
        shortcut="x"
        className="!w-auto px-2"
        onClick={toggleX}
      >
        <span className="text-sm">{xScale}</span>
      </IconButton>
      <SkippedSteps />
      <OlderSteps />
    </div>
  );
}
