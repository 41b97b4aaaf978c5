"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import type { ReactNode } from "react";
import { formatBytes } from "~/charts/format/formatBytes";
import { formatInteger } from "~/charts/format/formatNumber";
import { formatShare } from "~/charts/format/formatShare";
import { Loading } from "~/charts/frame/Loading";
import { NotMeasurable } from "~/charts/frame/NotMeasurable";
import { useTRPC } from "../shell/trpc";
import { Card } from "./Card";

/** What takes room: the database by table, the weights by run, and what the disk has left. */
export function StorageCard() {
  const trpc = useTRPC();
  const { data, error } = useQuery({ ...trpc.system.storage.queryOptions(), staleTime: 0 });
  if (!data) {
    return (
      <Card title="Storage">
        {error ? <NotMeasurable reason={error.message} height={90} /> : <Loading height={90} />}
      </Card>
    );
  }
  const { database, tables, checkpoints, disk } = data;
  const weights = checkpoints.reduce((sum, { bytes }) => sum + bytes, 0);
  return (
    <Card title="Storage">
      <p className="mb-2 tabular-nums">
        Database {formatBytes(database)}, weights {formatBytes(weights)}
        {disk !== null && (
          <span className={disk.free < disk.total * 0.05 ? "text-warn" : "text-soft"}>
            {" "}
            · {formatBytes(disk.free)} free on the disk, {formatShare(disk.free / disk.total)}
          </span>
        )}
      </p>
      <div className="grid grid-cols-1 gap-4 sm:grid-cols-2">
        <Sizes
          heading="Database, largest tables"
          rows={tables.map(({ name, bytes }) => ({
            key: name,
            name: <span className="font-mono">{name}</span>,
            bytes,
          }))}
        />
        <Sizes
          heading="Weights by run"
          rows={checkpoints.map(({ runId, runName, count, bytes }) => ({
            key: runId,
            bytes,
            name: (
              <>
                <Link href={`/runs/${runId}`} className="text-accent hover:underline">
                  {runName}
                </Link>
                <span className="text-soft">, {formatInteger(count)} checkpoints</span>
              </>
            ),
          }))}
        />
      </div>
    </Card>
  );
}

function Sizes({
  heading,
  rows,
}: {
  heading: string;
  rows: { key: string; name: ReactNode; bytes: number }[];
}) {
  return (
    <div className="min-w-0">
      <h3 className="mb-1 text-sm text-soft">{heading}</h3>
      {rows.length === 0 && <p className="text-soft">Nothing yet.</p>}
      <ul className="space-y-0.5">
        {rows.map(({ key, name, bytes }) => (
          <li key={key} className="flex justify-between gap-3">
            <span className="min-w-0 truncate">{name}</span>
            <span className="whitespace-nowrap tabular-nums">{formatBytes(bytes)}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
