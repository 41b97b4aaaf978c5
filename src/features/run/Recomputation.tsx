"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import { RotateCw } from "lucide-react";
import { useState } from "react";
import { formatInteger, formatNumber, formatTick } from "~/charts/format/formatNumber";
import { recomputationTolerance } from "~/core/recomputation";
import { RelativeTime } from "../runs/RelativeTime";
import { button } from "../shell/buttonStyle";
import { useTRPC } from "../shell/trpc";

const SHOWN = 6;
/** How often one looks whether the worker is done; only while one waits. */
const LOOK_MS = 1_000;

/** A cell computed once more by a worker, array by array and point by point beside what is stored. */
export function Recomputation({ measurementId }: { measurementId: number }) {
  const trpc = useTRPC();
  // How many there were when one was asked for: one more means it is done.
  const [before, setBefore] = useState<number | null>(null);
  const { data = [] } = useQuery({
    ...trpc.provenance.recomputations.queryOptions({ measurementId }),
    staleTime: 0,
    refetchInterval: ({ state }) =>
      before !== null && (state.data?.length ?? 0) <= before ? LOOK_MS : false,
  });
  const { mutate, isPending, error } = useMutation(
    trpc.provenance.recompute.mutationOptions({ onSuccess: () => setBefore(data.length) }),
  );
  const waiting = isPending || (before !== null && data.length <= before);
  const [last] = data;
  return (
    <section aria-label="Recomputation" className="mt-4 border-t border-line pt-3">
      <div className="flex flex-wrap items-center gap-2">
        <button type="button" className={button} disabled={waiting} onClick={() => mutate({ measurementId })}>
          <RotateCw aria-hidden />
          Recompute and compare
        </button>
        <span role="status" className="text-soft">
          {waiting && "A worker computes it once more, after the job it is at."}
        </span>
      </div>
      {error && (
        <p role="alert" className="mt-2 text-bad">
          {error.message}
        </p>
      )}
      {last && !waiting && (
        <div className="mt-2">
          <p>
            <span className={`font-medium ${last.holds ? "text-good" : "text-bad"}`}>
              {last.holds ? "✓ agrees" : "✕ differs"}
            </span>
            <span className="text-soft">
              {" "}
              · {formatInteger(last.worst.length)} numbers and arrays, largest relative difference allowed{" "}
              {formatTick(recomputationTolerance)} · {last.backend} · <RelativeTime date={last.at} />
            </span>
          </p>
          <dl className="mt-1 grid grid-cols-[minmax(0,1fr)_auto] gap-x-4 gap-y-0.5 text-sm">
            {last.worst.slice(0, SHOWN).map(({ name, relative }) => (
              <div key={name} className="contents">
                <dt className="truncate font-mono">{name}</dt>
                <dd className="font-mono tabular-nums">
                  {relative === null ? "only one has it" : formatNumber(relative)}
                </dd>
              </div>
            ))}
          </dl>
          {last.worst.length > SHOWN && (
            <p className="text-sm text-soft">
              The {SHOWN} that differ most of {formatInteger(last.worst.length)}.
            </p>
          )}
        </div>
      )}
    </section>
  );
}
