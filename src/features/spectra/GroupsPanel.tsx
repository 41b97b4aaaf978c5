"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { NullStripChart } from "~/charts/nulls/NullStripChart";
import { significance } from "~/charts/nulls/prepareNullOverSteps";
import { formatInteger, formatNumber } from "~/charts/format/formatNumber";
import { formatProbability } from "~/charts/format/formatProbability";
import { MetricTitle } from "../glossary/MetricTitle";
import { groupWords } from "../coordination/groupWords";
import { keyOf } from "../coordination/statisticKey";
import { useRunView } from "../live/RunProvider";
import { NotMeasured } from "../run/NotMeasured";
import { useProvenance } from "../run/useProvenance";
import { useTRPC } from "../shell/trpc";
import { groupRows, statisticTitle } from "./groupRows";

/** Groups of neurons against random groups of their size and norms: the table, and the null of the chosen row. */
export function GroupsPanel() {
  const { runId, step } = useRunView();
  const trpc = useTRPC();
  const { menuOf } = useProvenance();
  const [chosen, setChosen] = useState<string | null>(null);
  const { data: groups } = useQuery({
    ...trpc.groups.at.queryOptions({ runId, step: step ?? 0 }),
    enabled: step !== null,
    placeholderData: keepPreviousData,
  });
  const { rows, absent } = groupRows(groups ?? []);
  const shown =
    rows.find((row) => keyOf(row) === chosen) ??
    rows.find(({ statistic, value }) => statistic === "alpha_mid" && value !== null) ??
    rows[0];
  const { data: nullValues } = useQuery({
    ...trpc.groups.nullValues.queryOptions(
      shown ?? { group: "", space: "", statistic: "", method: "", measurementId: 0 },
    ),
    enabled: shown !== undefined,
    placeholderData: keepPreviousData,
  });
  if (!shown) {
    return (
      <NotMeasured
        cell="coordination"
        what="Groups of neurons are"
        height={160}
        otherwise={absent[0]?.reason ?? "No neuron group is measured."}
      />
    );
  }

  return (
    <div className="grid gap-3 lg:grid-cols-[3fr_2fr]">
      <section className="min-w-0 rounded-md border border-line bg-raised p-3">
        <h2 className="flex min-h-7 items-center font-medium">
          <MetricTitle name="group.alpha">Neuron groups against random groups</MetricTitle>
        </h2>
        {absent.map(({ group, reason }) => (
          <p key={group} className="mb-1 text-sm text-soft first-letter:uppercase">
            {reason}
          </p>
        ))}
        <div className="max-h-80 overflow-auto" tabIndex={0} role="region" aria-label="Neuron groups">
          <table className="w-full text-right text-sm whitespace-nowrap tabular-nums">
            <thead className="text-soft">
              <tr className="border-b border-line [&>th]:px-2 [&>th]:py-1 [&>th]:font-medium">
                <th scope="col" className="text-left">
                  group
                </th>
                <th scope="col" className="text-left">
                  statistic
                </th>
                <th scope="col">n</th>
                <th scope="col">value</th>
                <th scope="col">null ± sd</th>
                <th scope="col">z</th>
                <th scope="col">p</th>
                <th scope="col">
                  <MetricTitle name="holm">Holm</MetricTitle>
                </th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => {
                const finding = row.value !== null && (row.pHolm ?? row.p ?? 1) <= significance;
                return (
                  <tr
                    key={keyOf(row)}
                    className={`[&>td]:px-2 [&>td]:py-0.5 ${row === shown ? "bg-surface" : ""} ${finding ? "" : "text-soft"}`}
                  >
                    <td className="text-left">
                      {groupWords(row.group)}, <span className="font-mono">{row.space}</span>
                    </td>
                    <td className="text-left">
                      <button
                        type="button"
                        aria-pressed={row === shown}
                        onClick={() => setChosen(keyOf(row))}
                        className="rounded-sm underline decoration-line underline-offset-4 hover:decoration-faint"
                      >
                        {statisticTitle(row.statistic)}
                      </button>
                    </td>
                    <td>{formatInteger(row.size)}</td>
                    <td className={finding ? "font-semibold" : ""}>{formatNumber(row.value)}</td>
                    <td>
                      {formatNumber(row.nullMean)}
                      {row.nullSd !== null && ` ± ${formatNumber(row.nullSd, 2)}`}
                    </td>
                    <td>{formatNumber(row.z, 2)}</td>
                    <td>{formatProbability(row.p)}</td>
                    <td>{formatProbability(row.pHolm)}</td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </div>
      </section>
      <NullStripChart
        title={`${groupWords(shown.group)}, ${shown.space}: ${statisticTitle(shown.statistic)}, step ${formatInteger(shown.step)}`}
        method={shown.method}
        menu={menuOf("coordination")}
        statistic={{ ...shown, nullValues: nullValues ?? [] }}
        busy={!nullValues}
        label={statisticTitle(shown.statistic)}
        height={260}
      />
    </div>
  );
}
