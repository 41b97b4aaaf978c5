"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Pause, Play, Square } from "lucide-react";
import { AlertDialog } from "radix-ui";
import { isOver } from "~/core/runState";
import { useRunView } from "../live/RunProvider";
import { button, primaryButton } from "../shell/buttonStyle";
import { IconButton } from "../shell/IconButton";
import { useTRPC } from "../shell/trpc";

/** Pause, go on, stop. Stopping asks first, because a stopped run does not go on. */
export function RunControls() {
  const { runId, run } = useRunView();
  const trpc = useTRPC();
  const queries = useQueryClient();
  const { mutate, isPending, error } = useMutation(
    trpc.runs.setState.mutationOptions({
      onSettled: () => queries.invalidateQueries(trpc.runs.get.queryFilter({ runId })),
    }),
  );
  if (isOver(run.state)) return null;
  const goesOn = run.state === "running" || run.state === "pending";
  return (
    <>
      {goesOn ? (
        <IconButton label="Pause the run" disabled={isPending} onClick={() => mutate({ runId, to: "pause" })}>
          <Pause />
        </IconButton>
      ) : (
        <IconButton
          label="Go on with the run"
          disabled={isPending}
          onClick={() => mutate({ runId, to: "resume" })}
        >
          <Play />
        </IconButton>
      )}
      <AlertDialog.Root>
        <AlertDialog.Trigger asChild>
          <IconButton label="Stop the run for good" disabled={isPending}>
            <Square />
          </IconButton>
        </AlertDialog.Trigger>
        <AlertDialog.Portal>
          <AlertDialog.Overlay className="fixed inset-0 z-50 bg-black/40" />
          <AlertDialog.Content className="fixed top-1/2 left-1/2 z-50 w-[min(24rem,calc(100vw-2rem))] -translate-x-1/2 -translate-y-1/2 rounded-md border border-line bg-overlay p-4 shadow-xl">
            <AlertDialog.Title className="text-lg font-semibold">Stop this run for good?</AlertDialog.Title>
            <AlertDialog.Description className="mt-1 text-soft">
              It cannot go on afterwards. Its checkpoints and everything measured stay.
            </AlertDialog.Description>
            <div className="mt-4 flex justify-end gap-2">
              <AlertDialog.Cancel className={button}>Let it run</AlertDialog.Cancel>
              <AlertDialog.Action className={primaryButton} onClick={() => mutate({ runId, to: "kill" })}>
                Stop the run
              </AlertDialog.Action>
            </div>
          </AlertDialog.Content>
        </AlertDialog.Portal>
      </AlertDialog.Root>
      {error && (
        <span role="alert" className="text-sm text-bad">
          {error.message}
        </span>
      )}
    </>
  );
}
