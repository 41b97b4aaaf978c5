"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRunView } from "../live/RunProvider";
import { button } from "../shell/buttonStyle";
import { useTRPC } from "../shell/trpc";

/** Asks for the influence of a layer's neurons at the step shown. */
export function MeasureLayer({ layer }: { layer: number }) {
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
        aria-label={`Measure layer ${layer} now`}
        onClick={() => step !== null && mutate({ runId, step, layer })}
      >
        Measure now
      </button>
      {error && (
        <p role="alert" className="text-bad">
          {error.message}
        </p>
      )}
    </>
  );
}
