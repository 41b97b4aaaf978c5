"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import Link from "next/link";
import { PageTitle } from "../shell/PageTitle";
import { primaryButton } from "../shell/buttonStyle";
import { useTRPC } from "../shell/trpc";
import { NoRuns } from "./NoRuns";
import { RunFilterBar } from "./RunFilterBar";
import { RunRow } from "./RunRow";
import { type ListedRun, selectRuns } from "./selectRuns";
import { useLiveRuns } from "./useLiveRuns";
import { useRunFilter } from "./useRunFilter";

/** Every run: how it stands, how far it is, what it looks like. */
export function RunsScreen({ loaded }: { loaded: ListedRun[] }) {
  const trpc = useTRPC();
  const [filter] = useRunFilter();
  const { archived } = filter;
  useLiveRuns();
  const { data: runs = [] } = useQuery({
    ...trpc.runs.list.queryOptions({ archived }),
    ...(archived ? {} : { initialData: loaded }),
    placeholderData: keepPreviousData,
  });
  const shown = selectRuns(runs, filter);
  return (
    <div className="mx-auto max-w-[1400px] px-4 pb-16">
      <PageTitle title="Runs">
        <Link href="/runs/new" className={primaryButton}>
          <Plus aria-hidden />
          New run
        </Link>
      </PageTitle>
      {runs.length === 0 && !archived ? (
        <NoRuns />
      ) : (
        <>
          <RunFilterBar count={shown.length} of={runs.length} />
          <div className="overflow-hidden rounded-md border border-line bg-raised">
            <table className="w-full border-collapse text-left max-md:block">
              <thead className="max-md:sr-only">
                <tr className="border-b border-line text-sm text-soft [&_th]:px-3 [&_th]:py-2 [&_th]:font-medium">
                  <th>State</th>
                  <th>Run</th>
                  <th>Progress</th>
                  <th>Loss</th>
                  <th>Plateau, rare</th>
                  <th>Started</th>
                  <th>
                    <span className="sr-only">Actions</span>
                  </th>
                </tr>
              </thead>
              <tbody className="max-md:block">
                {shown.map((run) => (
                  <RunRow key={run.id} run={run} />
                ))}
              </tbody>
            </table>
            {shown.length === 0 && (
              <p className="px-3 py-8 text-center text-soft">
                {archived && runs.length === 0 ? "No run is archived." : "No run fits these filters."}
              </p>
            )}
          </div>
        </>
      )}
    </div>
  );
}
