"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { NullOverStepsChart } from "~/charts/nulls/NullOverStepsChart";
import { NullStripChart } from "~/charts/nulls/NullStripChart";
import { formatInteger } from "~/charts/format/formatNumber";
import { formatProbability } from "~/charts/format/formatProbability";
import { MetricTitle } from "../glossary/MetricTitle";
import { useRunView } from "../live/RunProvider";
import { useStepView } from "../live/useStepView";
import { useProvenance } from "../run/useProvenance";
import { useTRPC } from "../shell/trpc";
import { groupWords } from "./groupWords";
import { statisticFamilies, type StoredStatistic } from "./statisticFamilies";

/** The chosen statistic: its whole null at the step, and both over the steps. */
export function StatisticDetail({ row }: { row: StoredStatistic }) {
  const { runId, step } = useRunView();
  const trpc = useTRPC();
  const view = useStepView();
  const { menuOf } = useProvenance();
  const { group, space, statistic, method, measurementId } = row;
  const key = { group, space, statistic, method };
  const { data: nullValues } = useQuery({
    ...trpc.groups.nullValues.queryOptions({ measurementId, ...key }),
    placeholderData: keepPreviousData,
  });
  const { data: over } = useQuery(trpc.groups.overSteps.queryOptions({ runId, ...key }));
  const family = statisticFamilies.find(({ variants }) => variants.some(({ of }) => of(row)));
  const variant = family?.variants.find(({ of }) => of(row));
  const name = `${family?.label(row) ?? group}: ${(family?.title ?? statistic).toLowerCase()}, ${variant?.label ?? method}`;
  const cell = family?.cell ?? "coordination";
  const { value = [], nullMean = [], nullLow = [], nullHigh = [], p = [], pHolm = [] } = over?.columns ?? {};
  return (
    <div className="grid gap-3 lg:grid-cols-[2fr_3fr]">
      <NullStripChart
        title={`${name}, step ${formatInteger(step)}`}
        method={method}
        menu={menuOf(cell)}
        statistic={{ ...row, nullValues: nullValues ?? [] }}
        label={variant?.label ?? statistic}
        busy={!nullValues}
        height={200}
        footer={
          row.family !== null && (
            <p className="pl-1 text-sm text-soft">
              <MetricTitle name="holm">Holm</MetricTitle> {formatProbability(row.pHolm)}: {row.family}
            </p>
          )
        }
      />
      <NullOverStepsChart
        title={`${name}, over steps`}
        method={method}
        menu={menuOf(cell)}
        busy={!over}
        empty={over?.columns ? null : over ? "Not measured at any step." : null}
        height={200}
        data={{
          steps: over?.steps ?? [],
          ...{ value, nullMean, nullLow, nullHigh },
          p: p.map((own, i) => pHolm[i] ?? own),
        }}
        quantity={{
          label: variant?.label ?? statistic,
          unit: null,
          groupLabel: groupWords(group),
        }}
        view={view}
      />
    </div>
  );
}
