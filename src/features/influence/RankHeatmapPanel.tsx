"use client";

import { useQuery } from "@tanstack/react-query";
import { bandLook } from "~/charts/bandLook";
import { RankHeatmapChart } from "~/charts/heat/RankHeatmapChart";
import { MetricTitle } from "../glossary/MetricTitle";
import { useRunView } from "../live/RunProvider";
import { useStepView } from "../live/useStepView";
import { useProvenance } from "../run/useProvenance";
import { useTRPC } from "../shell/trpc";
import { noInfluences } from "./noInfluences";
import { useInfluenceView } from "./useInfluenceView";

/** How the ranked curve of one band came to be: every step, every rank. */
export function RankHeatmapPanel() {
  const { runId } = useRunView();
  const trpc = useTRPC();
  const { view } = useInfluenceView();
  const { menuOf } = useProvenance();
  const stepView = useStepView();
  const { data, error } = useQuery(trpc.influence.ranks.queryOptions({ runId, band: view.band }));
  return (
    <RankHeatmapChart
      title={
        <MetricTitle name="influence">{`Influence by step and rank, ${bandLook[view.band].targets}`}</MetricTitle>
      }
      method="mean ablation"
      menu={menuOf("influence")}
      empty={error?.message ?? (data?.steps.length === 0 ? noInfluences(view.band) : null)}
      busy={!data && !error}
      height={300}
      data={{
        band: view.band,
        steps: data?.steps ?? [],
        ranks: data?.ranks ?? [],
        values: data?.values ?? [],
      }}
      view={stepView}
    />
  );
}
