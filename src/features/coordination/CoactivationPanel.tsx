"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { CoactivationChart } from "~/charts/heat/CoactivationChart";
import { formatInteger } from "~/charts/format/formatNumber";
import { MetricTitle } from "../glossary/MetricTitle";
import { useRunView } from "../live/RunProvider";
import { NotMeasured } from "../run/NotMeasured";
import { useProvenance } from "../run/useProvenance";
import { useTRPC } from "../shell/trpc";

/** The correlations of the leading group's neurons, pair by pair. */
export function CoactivationPanel() {
  const { runId, step } = useRunView();
  const trpc = useTRPC();
  const { menuOf } = useProvenance();
  const { data } = useQuery({
    ...trpc.groups.correlation.queryOptions({ runId, step: step ?? 0 }),
    enabled: step !== null,
    placeholderData: keepPreviousData,
  });
  const title = (
    <MetricTitle name="coactivation.matrix">
      {data
        ? `Who fires together: ${formatInteger(data.neurons.length)} leading neurons, step ${formatInteger(data.step)}`
        : "Who fires together"}
    </MetricTitle>
  );
  if (!data) {
    return (
      <section className="rounded-md border border-line bg-raised p-3">
        <h2 className="flex min-h-7 items-center font-medium">{title}</h2>
        <NotMeasured
          cell="coordination"
          what="Correlations are"
          height={300}
          otherwise="The leading group has fewer than three neurons whose activations vary: there is no matrix to order."
        />
      </section>
    );
  }
  return <CoactivationChart title={title} method="pearson" menu={menuOf("coordination")} data={data} />;
}
