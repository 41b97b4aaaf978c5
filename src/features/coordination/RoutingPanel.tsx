"use client";

import type { inferRouterOutputs } from "@trpc/server";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { formatInterval } from "~/charts/format/formatInterval";
import { formatInteger, formatNumber } from "~/charts/format/formatNumber";
import { type RoutingMeasure, prepareRouting } from "~/charts/scatter/prepareRouting";
import { milliNats } from "~/charts/format/milliNats";
import { ScatterPanel } from "~/charts/scatter/ScatterPanel";
import type { MetricName } from "~/core/metrics";
import type { AppRouter } from "~/server/root";
import { Choice } from "../controls/Choice";
import { MetricTitle } from "../glossary/MetricTitle";
import { useRunView } from "../live/RunProvider";
import { NotMeasured } from "../run/NotMeasured";
import { useProvenance } from "../run/useProvenance";
import { useTRPC } from "../shell/trpc";
import { useCoordinationView } from "./useCoordinationView";

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
  const { view, setView } = useCoordinationView();
  const measure = view.routing ?? "moved";
  const spec = useMemo(() => data && prepareRouting(data, measure), [data, measure]);
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
      actions={
        <Choice
          label="Routing by"
          quiet
          value={measure}
          options={[
            { value: "moved", label: "activations" },
            { value: "loss", label: "loss" },
          ]}
          onChange={(routing) => setView({ routing })}
        />
      }
      footer={
        <dl className="mt-2 flex flex-wrap gap-x-6 gap-y-1 border-t border-line pt-2">
          {data.numbers.map(({ name, value, low, high, reason }) => (
            <div key={name} className="flex gap-2 tabular-nums">
              <dt className="text-soft">
                <MetricTitle name={numbers[name]!.metric}>{numbers[name]!.label}</MetricTitle>
              </dt>
              <dd>
                {value === null ? (reason ?? "–") : formatNumber(value)}{" "}
                {low !== null && <span className="text-soft">{formatInterval([low, high])}</span>}
              </dd>
            </div>
          ))}
          {data.layers.map((layer) => (
            <div key={layer.layer} className="flex gap-2 tabular-nums">
              <dt className="text-soft">
                <MetricTitle name="routing.layer">{`all of layer ${layer.layer}`}</MetricTitle>
              </dt>
              <dd>{wholeLayer(layer, data.heads, measure)}</dd>
            </div>
          ))}
        </dl>
      }
    />
  );
}

type Routing = NonNullable<inferRouterOutputs<AppRouter>["groups"]["routing"]>;

/** A layer's heads at once beside the sum of each alone: where they stand in for each other the whole is more. */
function wholeLayer(
  whole: Routing["layers"][number],
  heads: Routing["heads"],
  measure: RoutingMeasure,
): string {
  const own = heads.filter(({ layer }) => layer === whole.layer);
  const factor = measure === "loss" ? milliNats.factor : 1;
  const told = (band: "rare" | "common") => {
    const key = measure === "loss" ? (`${band}Loss` as const) : band;
    const sum = own.reduce((total, head) => total + (head[key] ?? 0), 0);
    const value = whole[key];
    return `${band} ${formatNumber(value === null ? null : value * factor)} (heads alone ${formatNumber(sum * factor)})`;
  };
  return `${told("rare")}, ${told("common")}${measure === "loss" ? `, ${milliNats.unit}` : ""}`;
}
