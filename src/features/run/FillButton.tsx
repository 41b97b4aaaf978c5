"use client";

import { useMutation } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { formatInteger } from "~/charts/format/formatNumber";
import { useRunView } from "../live/RunProvider";
import { button } from "../shell/buttonStyle";
import { useTRPC } from "../shell/trpc";

/** Asks for all that is missing of the run. Workers fill it in when nobody trains, and it appears by itself. */
export function FillButton({ children }: { children: ReactNode }) {
  const { runId } = useRunView();
  const trpc = useTRPC();
  const { mutate, data, isPending, error } = useMutation(trpc.measurements.backfill.mutationOptions());
  if (data) {
    return (
      <p role="status" className="text-sm text-soft">
        {data.checkpoints === 0
          ? "Nothing is missing."
          : `${formatInteger(data.checkpoints)} ${data.checkpoints === 1 ? "checkpoint is" : "checkpoints are"} queued, behind any training.`}
      </p>
    );
  }
  return (
    <>
      <button type="button" className={button} disabled={isPending} onClick={() => mutate({ runId })}>
        {children}
      </button>
      {error && (
        <p role="alert" className="text-sm text-bad">
          {error.message}
        </p>
      )}
    </>
  );
}
