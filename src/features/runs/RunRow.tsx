"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Archive, ArchiveRestore } from "lucide-react";
import Link from "next/link";
import { Sparkline } from "~/charts/Sparkline";
import { formatDuration } from "../run/formatDuration";
import { StateBadge } from "../run/StateBadge";
import { StepProgress } from "../run/StepProgress";
import { IconButton } from "../shell/IconButton";
import { useTRPC } from "../shell/trpc";
import { RelativeTime } from "./RelativeTime";
import type { ListedRun } from "./selectRuns";

/** One run in one line; on a phone, a card. */
export function RunRow({ run }: { run: ListedRun }) {
  const { id, name, state, stateReason, step, totalSteps, etaSeconds, createdAt, startedAt, archivedAt } =
    run;
  const trpc = useTRPC();
  const queries = useQueryClient();
  const { data: lines } = useQuery(trpc.runs.sparklines.queryOptions({ runId: id }));
  const { mutate: archive } = useMutation(
    trpc.runs.archive.mutationOptions({
      onSettled: () => queries.invalidateQueries(trpc.runs.list.pathFilter()),
    }),
  );
  const archived = archivedAt !== null;
  return (
    <tr className="relative border-line not-last:border-b hover:bg-surface max-md:grid max-md:grid-cols-[auto_1fr_auto] max-md:gap-x-3 max-md:py-2 [&>td]:px-3 [&>td]:py-2 max-md:[&>td]:py-1">
      <td className="max-md:order-2">
        <StateBadge state={state} reason={stateReason} />
      </td>
      <td className="min-w-0 max-md:order-1 max-md:col-span-3">
        {/* The link covers the row, so that all of it can be clicked. */}
        <Link href={`/runs/${id}`} className="font-medium before:absolute before:inset-0 hover:underline">
          {name}
        </Link>
        {stateReason !== null && <p className="max-w-[60ch] truncate text-sm text-soft">{stateReason}</p>}
      </td>
      <td className="digits max-md:order-3 max-md:col-span-2">
        <div className="flex items-center gap-2 whitespace-nowrap">
          <StepProgress
            label={`${name}: steps done`}
            {...{ step, totalSteps }}
            barClassName="w-24 max-md:hidden [&::-moz-progress-bar]:bg-faint [&::-webkit-progress-value]:bg-faint"
          />
          {etaSeconds !== null && <span className="text-soft">ETA {formatDuration(etaSeconds)}</span>}
        </div>
      </td>
      <td className="max-md:order-4 max-md:col-span-2">
        <Sparkline values={lines?.loss ?? []} label={`Loss of ${name}`} color="all" />
      </td>
      <td className="max-md:order-5">
        <Sparkline
          values={lines?.plateauSize ?? []}
          label={`Plateau size for rare tokens of ${name}`}
          color="rare"
        />
      </td>
      <td className="whitespace-nowrap text-soft max-md:hidden">
        <RelativeTime date={startedAt ?? createdAt} />
      </td>
      <td className="max-md:hidden">
        <IconButton
          label={archived ? "Bring back" : "Archive"}
          className="relative"
          onClick={() => archive({ runId: id, archived: !archived })}
        >
          {archived ? <ArchiveRestore /> : <Archive />}
        </IconButton>
      </td>
    </tr>
  );
}
