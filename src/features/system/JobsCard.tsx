"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import Link from "next/link";
import type { ReactNode } from "react";
import { formatInteger } from "~/charts/format/formatNumber";
import { Loading } from "~/charts/frame/Loading";
import { NotMeasurable } from "~/charts/frame/NotMeasurable";
import { RelativeTime } from "../runs/RelativeTime";
import { button } from "../shell/buttonStyle";
import { useTRPC } from "../shell/trpc";
import { Card, tableHead, tableRow } from "./Card";
import { useJobs } from "./useSystem";

type Job = NonNullable<ReturnType<typeof useJobs>["data"]>[number];

const looks: Record<Job["state"], { shape: string; className: string }> = {
  active: { shape: "●", className: "text-good" },
  waiting: { shape: "○", className: "text-soft" },
  failed: { shape: "✕", className: "text-bad" },
  done: { shape: "■", className: "text-soft" },
};

/** The queue: what is worked on, what waits, what was given up and why, what was done last. */
export function JobsCard() {
  const { data, error } = useJobs();
  const count = (state: Job["state"]) =>
    formatInteger(data?.find((job) => job.state === state)?.inState ?? 0);
  return (
    <Card title="Queue">
      {!data && (error ? <NotMeasurable reason={error.message} height={90} /> : <Loading height={90} />)}
      {data?.length === 0 && (
        <NotMeasurable reason="The queue is empty: nothing was ever asked for." height={90}>
          <Link href="/runs/new" className={button}>
            New run
          </Link>
        </NotMeasurable>
      )}
      {data && data.length > 0 && (
        <>
          <p className="mb-2 text-soft tabular-nums">
            {count("active")} active, {count("waiting")} waiting, {count("failed")} given up; below also the
            last that are done, of those that wait the next
          </p>
          <div className="relative overflow-x-auto" tabIndex={0} role="region" aria-label="Queue">
            <table className="w-full">
              <thead>
                <tr className={tableHead}>
                  <th scope="col">state</th>
                  <th scope="col">job</th>
                  <th scope="col">about</th>
                  <th scope="col">tries</th>
                  <th scope="col">message</th>
                  <th scope="col">when</th>
                  <th scope="col">
                    <span className="sr-only">actions</span>
                  </th>
                </tr>
              </thead>
              <tbody>
                {data.map((job) => (
                  <JobRow key={job.id} job={job} />
                ))}
              </tbody>
            </table>
          </div>
        </>
      )}
    </Card>
  );
}

function JobRow({ job }: { job: Job }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const { mutate, isPending, error } = useMutation(
    trpc.system.retry.mutationOptions({
      onSettled: () => queries.invalidateQueries(trpc.system.jobs.queryFilter()),
    }),
  );
  const { state, kind, runId, runName, step, layer, retries, retryLimit, message, times } = job;
  const { shape, className } = looks[state];
  return (
    <tr className={tableRow}>
      <td className={`whitespace-nowrap ${className}`}>
        <span aria-hidden className="mr-1.5 inline-block w-3 text-center text-sm">
          {shape}
        </span>
        {state === "failed" ? "given up" : state}
      </td>
      <td>{kind}</td>
      <td className="min-w-[18ch]">
        {runId === null ? (
          <span className="text-soft">–</span>
        ) : (
          <Link href={`/runs/${runId}`} className="text-accent underline">
            {runName}
          </Link>
        )}
        {step !== null && <span className="whitespace-nowrap text-soft">, step {formatInteger(step)}</span>}
        {layer !== null && <span className="whitespace-nowrap text-soft">, layer {layer}</span>}
      </td>
      <td className="tabular-nums">{retries === 0 ? "1" : `${retries + 1} of ${retryLimit + 1}`}</td>
      <td className="max-w-[48ch] min-w-[24ch] break-words text-pretty">
        {error ? (
          <span role="alert" className="text-bad">
            {error.message}
          </span>
        ) : (
          messageOf({ state, message, times })
        )}
      </td>
      <td className="whitespace-nowrap text-soft">
        <RelativeTime date={job.endedAt ?? job.startedAt ?? job.createdAt} />
      </td>
      <td className="text-right">
        {state === "failed" && kind !== "train" && (
          <button
            type="button"
            className={button}
            disabled={isPending}
            onClick={() => mutate({ id: job.id })}
          >
            Retry
          </button>
        )}
      </td>
    </tr>
  );
}

/** Why it failed last; of many that are done, how many there were. */
function messageOf({ state, message, times }: Pick<Job, "state" | "message" | "times">): ReactNode {
  if (state !== "done") return message;
  if (times === 1) return null;
  return <span className="text-soft">the last of {formatInteger(times)} looks for checkpoints</span>;
}
