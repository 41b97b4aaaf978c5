"use client";

import { useQuery } from "@tanstack/react-query";
import { NotMeasurable } from "~/charts/frame/NotMeasurable";
import { useRunView } from "../live/RunProvider";
import { Sheet } from "../shell/Sheet";
import { useTRPC } from "../shell/trpc";
import { provenanceRows } from "./provenanceRows";
import { NotMeasured } from "./NotMeasured";
import { ProvenanceActions } from "./ProvenanceActions";
import { provenanceJson } from "./provenanceJson";
import { Recomputation } from "./Recomputation";
import { useProvenance } from "./useProvenance";

/** The reproducibility card: everything that decides the numbers of one measurement at the step shown. */
export function ProvenanceDialog() {
  const { runId, step } = useRunView();
  const { cell, layer, close } = useProvenance();
  const trpc = useTRPC();
  const { data, error } = useQuery({
    ...trpc.provenance.get.queryOptions({ runId, step: step ?? 0, cell: cell ?? "influence", layer }),
    enabled: cell !== null && step !== null,
    retry: false,
  });
  return (
    <Sheet
      open={cell !== null}
      onOpenChange={(open) => !open && close()}
      title={`How was this made: ${cell ?? ""}${layer === null ? "" : ` ${layer}`}, step ${step ?? ""}`}
      width="40rem"
      description={
        data?.isOlder
          ? "An earlier version of its method made it: its numbers do not compare with what is measured today."
          : "With the same inputs on the same backend the same numbers come out."
      }
    >
      {error && (
        <div className="mt-3">
          {cell === null || cell === "layer" ? (
            <NotMeasurable reason={error.message} height={140} />
          ) : (
            <NotMeasured cell={cell} what={`The numbers of ${cell} are`} height={140} />
          )}
        </div>
      )}
      {data && (
        <dl className="mt-3 grid gap-x-4 sm:grid-cols-[fit-content(45%)_minmax(0,1fr)] sm:gap-y-1.5">
          {provenanceRows(data).map(({ term, value, mono }) => (
            <div key={term} className="contents">
              <dt className="break-words text-soft">{term}</dt>
              <dd className={`max-sm:mb-1.5 ${mono ? "font-mono text-sm wrap-anywhere" : "break-words"}`}>
                {value}
              </dd>
            </div>
          ))}
        </dl>
      )}
      {data && cell !== null && step !== null && <Recomputation key={data.id} measurementId={data.id} />}
      {data && cell !== null && step !== null && (
        <ProvenanceActions key={`${cell} ${step}`} json={provenanceJson(data, { runId, step, cell })} />
      )}
    </Sheet>
  );
}
