"use client";

import { useMutation } from "@tanstack/react-query";
import { CircleDashed } from "lucide-react";
import { formatInteger, formatTick } from "~/charts/format/formatNumber";
import { baseCells } from "~/core/cells";
import { isOver } from "~/core/runState";
import { useRunView } from "../live/RunProvider";
import { IconButton } from "../shell/IconButton";
import { useTRPC } from "../shell/trpc";
import { skippedSteps } from "./skippedSteps";

/** How many steps the schedule left out; a click has them measured. */
export function SkippedSteps() {
  const { runId, run, timeline } = useRunView();
  const trpc = useTRPC();
  const { mutate, isPending, isSuccess, error } = useMutation(trpc.measurements.backfill.mutationOptions());
  const count = skippedSteps(timeline.checkpoints).length;
  if (count === 0) return null;
  const share = `${formatTick(100 * run.config.measure.share)}\u202f%`;
  const when = isOver(run.state) ? "now" : "once training is over";
  const label = isSuccess
    ? "Queued. They appear here by themselves."
    : (error?.message ??
      `${formatInteger(count)} ${count === 1 ? "checkpoint was" : "checkpoints were"} left out, so that measuring takes at most ${share} of the run. Measure ${count === 1 ? "it" : "them"} ${when}.`);
  return (
    <IconButton
      label={label}
      disabled={isPending || isSuccess}
      className="!w-auto grid-flow-col gap-1.5 px-2"
      onClick={() => mutate({ runId, cells: [...baseCells] })}
    >
      <CircleDashed />
      <span className="text-sm whitespace-nowrap digits">
        {isSuccess ? "queued" : `${formatInteger(count)} skipped`}
      </span>
    </IconButton>
  );
}
