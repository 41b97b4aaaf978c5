"use client";

import { CircleDashed } from "lucide-react";
import { formatInteger, formatTick } from "~/charts/format/formatNumber";
import { baseCells } from "~/core/cells";
import { isOver } from "~/core/runState";
import { useRunView } from "../live/RunProvider";
import { BackfillButton } from "./BackfillButton";
import { skippedSteps } from "./skippedSteps";

/** How many steps the schedule left out; a click has them measured. */
export function SkippedSteps() {
  const { run, timeline } = useRunView();
  const count = skippedSteps(timeline.checkpoints).length;
  if (count === 0) return null;
  const share = `${formatTick(100 * run.config.measure.share)}\u202f%`;
  const when = isOver(run.state) ? "now" : "once training is over";
  return (
    <BackfillButton
      label={`${formatInteger(count)} ${count === 1 ? "checkpoint was" : "checkpoints were"} left out, so that measuring takes at most ${share} of the run. Measure ${count === 1 ? "it" : "them"} ${when}.`}
      cells={baseCells}
      icon={<CircleDashed />}
    >
      {formatInteger(count)} skipped
    </BackfillButton>
  );
}
