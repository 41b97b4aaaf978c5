"use client";

import Link from "next/link";
import { Sparkline } from "~/charts/Sparkline";
import { formatInteger } from "~/charts/format/formatNumber";
import { useRunView } from "../live/RunProvider";
import { formatCell } from "./formatCell";
import { neuronPath } from "./neuronPath";
import type { NeuronTable } from "./prepareNeuronTable";
import { RegimeChip } from "./RegimeChip";

export const ROW_PX = 28;

interface Props {
  table: NeuronTable;
  index: number;
  /** Its rank over the steps. */
  history: (number | null)[] | null;
}

/** One neuron in one line; beyond the noise floor it stands back. */
export function NeuronRow({ table, index, history }: Props) {
  const { runId, hrefOf } = useRunView();
  const { columns, neurons, cell, faint } = table;
  const neuron = neurons[index]!;
  const beyond = faint(neuron);
  return (
    <tr
      aria-rowindex={index + 2}
      style={{ height: ROW_PX }}
      title={beyond ? "Beyond the noise floor: its influence cannot be told from zero" : undefined}
      className={`group [&>td]:border-b [&>td]:border-line/60 [&>td]:px-2 ${beyond ? "text-soft" : ""}`}
    >
      <td className="sticky left-0 bg-raised text-left font-mono group-hover:bg-surface">
        <Link href={hrefOf(neuronPath(runId, neuron))} className="rounded-sm text-accent hover:underline">
          {neuron}
        </Link>
      </td>
      <td className="group-hover:bg-surface">
        {history && (
          <Sparkline
            values={history.map((rank) => (rank === null ? null : -Math.log(rank)))}
            label={`Rank from ${formatInteger(history[0])} to ${formatInteger(history.at(-1))}`}
            color={beyond ? "all" : "rare"}
            width={100}
            height={20}
          />
        )}
      </td>
      {columns.map(({ id, kind }) => {
        const value = cell(id, neuron);
        return kind === "word" ? (
          <td key={id} className="text-left group-hover:bg-surface">
            <RegimeChip regime={String(value)} />
          </td>
        ) : (
          <td key={id} className="truncate text-right font-mono tabular-nums group-hover:bg-surface">
            {formatCell(value, kind)}
          </td>
        );
      })}
    </tr>
  );
}
