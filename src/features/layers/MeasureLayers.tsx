"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRunView } from "../live/RunProvider";
import { button } from "../shell/buttonStyle";
import { useTRPC } from "../shell/trpc";

/** Asks for the influence of some layers' neurons at the step shown. */
export function MeasureLayers({ layers, label }: { layers: number[]; label?: string }) {
  const { runId, step } = useRunView();
  const trpc = useTRPC();
  const queries = useQueryClient();
  const { mutate, isPending, error } = useMutation(
    trpc.layers.measure.mutationOptions({
      onSettled: () => queries.invalidateQueries(trpc.layers.compare.queryFilter({ runId })),
    }),
  );
  return (
    <>
      <button
        type="button"
        className={button}
        disabled={isPending || step === null}
        aria-label={label === undefined ? `Measure layer ${layers.join(", ")} now` : undefined}
        onClick={() => step !== null && mutate({ runId, step, layers })}
      >
        {label ?? "Measure now"}
      </button>
      {error && (
        <p role="alert" className="text-bad">
          {error.message}
        </p>
      )}
    </>
  );
}
