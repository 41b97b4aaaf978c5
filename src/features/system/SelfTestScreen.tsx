"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import Link from "next/link";
import { formatInteger } from "~/charts/format/formatNumber";
import { Loading } from "~/charts/frame/Loading";
import { NotMeasurable } from "~/charts/frame/NotMeasurable";
import { PageTitle } from "../shell/PageTitle";
import { button, primaryButton } from "../shell/buttonStyle";
import { useTRPC } from "../shell/trpc";
import { SelfTestResult } from "./SelfTestResult";
import { useJobs } from "./useSystem";

/** Recomputes cases with known answers on a worker, and shows how each came out. */
export function SelfTestScreen() {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const { data: jobs } = useJobs();
  const { data, error } = useQuery({
    ...trpc.system.selfTests.queryOptions(),
    staleTime: 0,
    refetchInterval: 2_000,
  });
  const run = useMutation(
    trpc.system.runSelfTest.mutationOptions({
      onSettled: () => queries.invalidateQueries(trpc.system.jobs.queryFilter()),
    }),
  );
  const job = jobs?.find(
    ({ kind, state }) => kind === "selftest" && (state === "active" || state === "waiting"),
  );
  const failed = jobs?.find(({ kind, state }) => kind === "selftest" && state === "failed");
  return (
    <div className="mx-auto max-w-5xl px-4 pb-16">
      <PageTitle title="Self-test">
        <Link href="/system" className={button}>
          System
        </Link>
        <button
          type="button"
          className={primaryButton}
          disabled={run.isPending || job !== undefined}
          onClick={() => run.mutate()}
        >
          Run the self-test
        </button>
      </PageTitle>
      <p className="mb-3 max-w-[70ch] text-soft">
        A worker recomputes cases with known answers on its own machine and backend. A tick means the value
        lies within the tolerance of what it must be.
      </p>
      <p role="status" className="mb-2 min-h-5">
        {job?.state === "waiting" && "Queued; a worker takes it after the job it is at."}
        {job?.state === "active" && "Running now; it takes a few seconds."}
      </p>
      {(run.error ?? error) && (
        <p role="alert" className="mb-2 text-bad">
          {(run.error ?? error)?.message}
        </p>
      )}
      {failed?.message && <p className="mb-2 text-bad">The last one was given up: {failed.message}</p>}
      {!data && !error && <Loading height={200} />}
      {data?.length === 0 && (
        <NotMeasurable
          reason="No self-test was run yet. The button above asks a worker for one; in a terminal: npm run plateau -- selftest"
          height={160}
        />
      )}
      {data?.map((result, index) => (
        <SelfTestResult key={result.id} result={result} open={index === 0} />
      ))}
      {data && data.length > 1 && (
        <p className="mt-2 text-sm text-soft">The last {formatInteger(data.length)} are shown.</p>
      )}
    </div>
  );
}
