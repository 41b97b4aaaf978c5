"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { RankedInfluenceChart } from "~/charts/regimes/RankedInfluenceChart";
import { formatInteger } from "~/charts/format/formatNumber";
import { MetricTitle } from "../glossary/MetricTitle";
import { useRunView } from "../live/RunProvider";
import { cellStanding } from "../run/cellStanding";
import { useProvenance } from "../run/useProvenance";
import { useTRPC } from "../shell/trpc";
import { rankedCurves } from "./rankedCurves";
import { useWaiting } from "./useWaiting";

/** Who matters how much at the step shown. */
export function InfluencePanel() {
  const { runId, step, timeline } = useRunView();
  const trpc = useTRPC();
  const waiting = useWaiting("influence");
  const { menuOf } = useProvenance();
  const { data, error } = useQuery({
    ...trpc.influence.at.queryOptions({ runId, step: step ?? 0 }),
    enabled: step !== null,
    placeholderData: keepPreviousData,
  });
  const influences = { step: step ?? 0, cell: "influence", what: "Influences are" } as const;
  const missing = data?.bands.all === null ? cellStanding(timeline.checkpoints, influences).reason : null;
  return (
    <RankedInfluenceChart
      title={
        <MetricTitle name="influence">
          Ranked influence{data ? `, step ${formatInteger(data.step)}` : ""}
        </MetricTitle>
      }
      method="mean ablation"
      menu={menuOf("influence")}
      empty={waiting ?? error?.message ?? missing}
      busy={step !== null && !data && !error}
      data={data ? rankedCurves(data) : { step: 0, rare: null, common: null }}
    />
  );
}
