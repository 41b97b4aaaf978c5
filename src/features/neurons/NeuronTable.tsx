"use client";

import { useQuery } from "@tanstack/react-query";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useRef } from "react";
import { useRunView } from "../live/RunProvider";
import { useTRPC } from "../shell/trpc";
import { columnWidth } from "./columnWidth";
import { NeuronRow, ROW_PX } from "./NeuronRow";
import { NeuronTableHead } from "./NeuronTableHead";
import type { NeuronTable as Table } from "./prepareNeuronTable";

/** Rows drawn beyond the edge, so that scrolling does not show through. */
const OVERSCAN = 12;

/** All neurons that pass the filter; only the rows in sight are drawn. */
export function NeuronTable({ table }: { table: Table }) {
  const { runId } = useRunView();
  const trpc = useTRPC();
  const { data: history } = useQuery(trpc.neurons.ranks.queryOptions({ runId, band: "rare" }));
  const scroller = useRef<HTMLDivElement>(null);
  const { columns, neurons } = table;
  const rows = useVirtualizer({
    count: neurons.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    overscan: OVERSCAN,
    initialRect: { width: 0, height: 480 },
  });
  const drawn = rows.getVirtualItems();
  const before = drawn[0]?.start ?? 0;
  const after = rows.getTotalSize() - (drawn.at(-1)?.end ?? 0);
  return (
    <div
      ref={scroller}
      tabIndex={0}
      role="region"
      aria-label="Table of neurons"
      className="max-h-[max(20rem,calc(100dvh-16rem))] overflow-auto overscroll-contain rounded-md border border-line bg-raised"
    >
      <table
        aria-rowcount={neurons.length + 1}
        className="w-max min-w-full table-fixed border-separate border-spacing-0 text-sm"
      >
        <colgroup>
          <col style={{ width: 84 }} />
          <col style={{ width: 116 }} />
          {columns.map((column) => (
            <col key={column.id} style={{ width: columnWidth(column) }} />
          ))}
        </colgroup>
        <NeuronTableHead columns={columns} />
        <tbody>
          <Spacer height={before} />
          {drawn.map(({ index }) => (
            <NeuronRow
              key={neurons[index]}
              table={table}
              index={index}
              history={history?.ranks[neurons[index]!] ?? null}
            />
          ))}
          <Spacer height={after} />
        </tbody>
      </table>
    </div>
  );
}

function Spacer({ height }: { height: number }) {
  if (height <= 0) return null;
  return (
    <tr aria-hidden>
      <td style={{ height, padding: 0 }} />
    </tr>
  );
}
