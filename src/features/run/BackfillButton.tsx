"use client";

import { useMutation } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { NamedCell } from "~/core/cells";
import { useRunView } from "../live/RunProvider";
import { IconButton } from "../shell/IconButton";
import { useTRPC } from "../shell/trpc";

interface Props {
  /** What is lacking, and what a click does. */
  label: string;
  cells: readonly NamedCell[];
  icon: ReactNode;
  children: ReactNode;
}

/** Beside the steps: what of them is lacking. A click has it measured, behind any training. */
export function BackfillButton({ label, cells, icon, children }: Props) {
  const { runId } = useRunView();
  const trpc = useTRPC();
  const { mutate, isPending, isSuccess, error } = useMutation(trpc.measurements.backfill.mutationOptions());
  return (
    <IconButton
      label={isSuccess ? "Queued. They appear here by themselves." : (error?.message ?? label)}
      disabled={isPending || isSuccess}
      className="!w-auto grid-flow-col gap-1.5 px-2"
      onClick={() => mutate({ runId, cells: [...cells] })}
    >
      {icon}
      <span className="text-sm whitespace-nowrap digits">{isSuccess ? "queued" : children}</span>
    </IconButton>
  );
}
