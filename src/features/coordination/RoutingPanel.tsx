"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { formatInterval } from "~/charts/format/formatInterval";
import { formatInteger, formatNumber } from "~/charts/format/formatNumber";
import { prepareRouting } from "~/charts/scatter/prepareRouting";
import { ScatterPanel } from "~/charts/scatter/ScatterPanel";
import type { MetricName } from "~/core/metrics";
import { MetricTitle } from "../glossary/MetricTitle";
import { useRunView } from "../live/RunProvider";
import { NotMeasured } from "../run/NotMeasured";
import { useProvenance } from "../run/useProvenance";
import { useTRPC } from "../shell/trpc";

const numbers: Record<string, { label: string; metric: MetricName }> = {
  "routing.correlation.pearson": { label: "Pearson", metric: "routing.correlation" },
  "routing.correlation.spearman": { label: "Spearman", metric: "routing.correlation" },
  "routing.gini.rare": { label: "Gini, rare", metric: "routing.gini" },
  "routing.gini.common": { label: "Gini, common", metric: "routing.gini" },
  "routing.selectivity": { label: "rare − common", metric: "routing.selectivity" },
};

/** Which attention heads feed the leading neurons, for rare and for common targets. */
export function RoutingPanel() {
  const { runId, step } = useRunView();
  const trpc = useTRPC();
  const { menuOf } = useProvenance();
  const { data } = useQuery({
    ...trpc.groups.routing.queryOptions({ runId, step: step ?? 0 }),
    enabled: step !== null,
    placeholderData: keepPreviousData,
  });
  const spec = useMemo(() => data && prepareRouting(data), [data]);
  const title = (
    <MetricTitle name="routing">
      {data ? `Attention routing, step ${formatInteger(data.step)}` : "Attention routing"}
    </MetricTitle>
  );
  if (!spec || !data) {
    return (
      <section className="rounded-md border border-line bg-raised p-3">
        <h2 className="flex min-h-7 items-center font-medium">{title}</h2>
        <NotMeasured cell="routing" what="Attention routing is" height={300} />
      </section>
    );
  }
  return (
    <ScatterPanel
      title={title}
      method="query → BOS"
      menu={menuOf("routing")}
      spec={spec}
      height={340}
      footer={
        <dl className="mt-2 flex flex-wrap gap-x-6 gap-y-1 border-t border-line pt-2">
          {data.numbers.map(({ name, value, low, high }) => (
            <div key={name} className="flex gap-2 tabular-nums">
              <dt className="text-soft">
                <MetricTitle name={numbers[name]!.metric}>{numbers[name]!.label}</MetricTitle>
              </dt>
              <dd>
                {formatNumber(value)}{" "}
                {low !== null && <span className="text-soft">{formatInterval([low, high])}</span>}
              </dd>
            </div>
          ))}
        </dl>
      }
    />
  );
}
