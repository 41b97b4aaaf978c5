"use client";

import { useQuery } from "@tanstack/react-query";
import { X } from "lucide-react";
import { Dialog } from "radix-ui";
import { useRunView } from "../live/RunProvider";
import { IconButton } from "../shell/IconButton";
import { useTRPC } from "../shell/trpc";
import { provenanceRows } from "./provenanceRows";
import { useProvenance } from "./useProvenance";

/** The reproducibility card: everything that decides the numbers of one measurement at the step shown. */
export function ProvenanceDialog() {
  const { runId, step } = useRunView();
  const { cell, close } = useProvenance();
  const trpc = useTRPC();
  const { data, error } = useQuery({
    ...trpc.provenance.get.queryOptions({ runId, step: step ?? 0, cell: cell ?? "influence" }),
    enabled: cell !== null && step !== null,
    retry: false,
  });
  return (
    <Dialog.Root open={cell !== null} onOpenChange={(open) => !open && close()}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-50 bg-black/40" />
        <Dialog.Content className="fixed top-1/2 left-1/2 z-50 max-h-[85dvh] w-[min(40rem,calc(100vw-2rem))] -translate-x-1/2 -translate-y-1/2 overflow-y-auto rounded-md border border-line bg-overlay p-4 shadow-xl">
          <div className="flex items-start justify-between">
            <Dialog.Title className="text-lg font-semibold">
              How this was made: {cell}, step {step}
            </Dialog.Title>
            <Dialog.Close asChild>
              <IconButton label="Close" shortcut="Esc" className="-mt-1 -mr-1">
                <X />
              </IconButton>
            </Dialog.Close>
          </div>
          <Dialog.Description className="mt-1 text-soft">
            With the same inputs on the same backend the same numbers come out.
          </Dialog.Description>
          {error && <p className="mt-3 text-bad">{error.message}</p>}
          {data && (
            <dl className="mt-3 grid grid-cols-[minmax(7rem,auto)_minmax(0,1fr)] gap-x-4 gap-y-1.5">
              {provenanceRows(data).map(({ term, value, mono }) => (
                <div key={term} className="contents">
                  <dt className="text-soft">{term}</dt>
                  <dd className={mono ? "font-mono text-sm break-all" : "break-words"}>{value}</dd>
                </div>
              ))}
            </dl>
          )}
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
