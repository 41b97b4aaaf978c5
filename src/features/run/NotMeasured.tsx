"use client";

import { useMutation } from "@tanstack/react-query";
import type { NamedCell } from "~/core/cells";
import { NotMeasurable } from "~/charts/frame/NotMeasurable";
import { useRunView } from "../live/RunProvider";
import { useWaiting } from "../overview/useWaiting";
import { button } from "../shell/buttonStyle";
import { useTRPC } from "../shell/trpc";
import { cellStanding } from "./cellStanding";

interface Props {
  cell: NamedCell;
  /** The beginning of a sentence: "The groups are". */
  what: string;
  height: number;
  /** Where the cell is measured and there is nothing all the same. */
  otherwise?: string | undefined;
}

/** Where numbers of a cell are missing: hatched, with the reason, and the button that fills it. */
export function NotMeasured({ cell, what, height, otherwise }: Props) {
  const { runId, timeline, step } = useRunView();
  const waiting = useWaiting();
  const trpc = useTRPC();
  const { mutate, isPending, isSuccess, error } = useMutation(trpc.measurements.fill.mutationOptions());
  if (step === null || waiting !== null) {
    return <NotMeasurable reason={waiting ?? "Nothing is measured yet."} height={height} />;
  }
  const { reason, canMeasure } = cellStanding(timeline.checkpoints, { step, cell, what });
  return (
    <NotMeasurable reason={reason ?? otherwise ?? `${what} not among what was measured.`} height={height}>
      {canMeasure && !isSuccess && (
        <button
          type="button"
          className={button}
          disabled={isPending}
          onClick={() => mutate({ runId, step, cell })}
        >
          Measure now
        </button>
      )}
      {isSuccess && (
        <p role="status" className="text-soft">
          Queued. A worker measures it, and it appears here by itself.
        </p>
      )}
      {error && (
        <p role="alert" className="text-bad">
          {error.message}
        </p>
      )}
    </NotMeasurable>
  );
}
