"use client";

import { History } from "lucide-react";
import { formatInteger } from "~/charts/format/formatNumber";
import { isOver } from "~/core/runState";
import { useRunView } from "../live/RunProvider";
import { BackfillButton } from "./BackfillButton";
import { olderCells } from "./olderCells";

/** How many steps hold numbers of methods that have changed since; a click has them measured by today's. */
export function OlderSteps() {
  const { run, timeline } = useRunView();
  const { steps, cells } = olderCells(timeline.checkpoints);
  if (steps.length === 0) return null;
  const [checkpoints, them] = steps.length === 1 ? ["checkpoint was", "it"] : ["checkpoints were", "them"];
  const when = isOver(run.state) ? "now" : "once training is over";
  return (
    <BackfillButton
      label={`${formatInteger(steps.length)} ${checkpoints} measured by earlier methods (${cells.join(", ")}), whose numbers do not compare with today's. Measure ${them} again ${when}.`}
      cells={cells}
      icon={<History />}
    >
      {formatInteger(steps.length)} older
    </BackfillButton>
  );
}
