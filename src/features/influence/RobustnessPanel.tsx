"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { formatInterval } from "~/charts/format/formatInterval";
import { formatInteger, formatNumber } from "~/charts/format/formatNumber";
import { prepareRobustness } from "~/charts/scatter/prepareRobustness";
import { ScatterPanel } from "~/charts/scatter/ScatterPanel";
import { MetricTitle } from "../glossary/MetricTitle";
import { useRunView } from "../live/RunProvider";
import { NotMeasured } from "../run/NotMeasured";
import { useProvenance } from "../run/useProvenance";
import { useTRPC } from "../shell/trpc";

const words = { zero: "zero", resample: "resample" } as const;

/** Whether the ranking hangs on how a neuron is taken away. */
export function RobustnessPanel() {
  const { runId, step } = useRunView();
  const trpc = useTRPC();
  const { menuOf } = useProvenance();
  const { data } = useQuery({
    ...trpc.influence.robustness.queryOptions({ runId, step: step ?? 0 }),
    enabled: step !== null,
    placeholderData: keepPreviousData,
  });
  const spec = useMemo(() => data && prepareRobustness(data), [data]);
  const title = (
    <MetricTitle name="robustness">
      {data ? `Other ablations, step ${formatInteger(data.step)}` : "Other ablations"}
    </MetricTitle>
  );
  if (!spec || !data) {
    return (
      <section className="rounded-md border border-line bg-raised p-3">
        <h2 className="flex min-h-7 items-center font-medium">{title}</h2>
        <NotMeasured cell="robustness" what="Other ablations are" height={280} />
      </section>
    );
  }
  return (
    <ScatterPanel
      title={title}
      method="zero, resample"
      menu={menuOf("robustness")}
      spec={spec}
      height={280}
      footer={
        <dl className="mt-2 flex flex-wrap gap-x-6 gap-y-1 border-t border-line pt-2">
          {data.correlations.map(({ kind, value, low, high, reason }) => (
            <div key={kind} className="flex gap-2 tabular-nums">
              <dt className="text-soft">Spearman, {words[kind]} and mean</dt>
              <dd>
                {value === null ? (reason ?? "–") : formatNumber(value)}{" "}
                {low !== null && <span className="text-soft">{formatInterval([low, high])}</span>}
              </dd>
            </div>
          ))}
        </dl>
      }
    />
  );
}
