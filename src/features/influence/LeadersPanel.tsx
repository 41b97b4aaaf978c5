"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { bandLook } from "~/charts/bandLook";
import { LeadersChart } from "~/charts/neurons/LeadersChart";
import { MetricTitle } from "../glossary/MetricTitle";
import { useRunView } from "../live/RunProvider";
import { useStepView } from "../live/useStepView";
import { useProvenance } from "../run/useProvenance";
import { useTRPC } from "../shell/trpc";
import { noInfluences } from "./noInfluences";
import { useInfluenceView } from "./useInfluenceView";

const COUNT = 8;

/** How the neurons that lead at the step shown came to lead. */
export function LeadersPanel() {
  const { runId, step, timeline } = useRunView();
  const trpc = useTRPC();
  const { view } = useInfluenceView();
  const stepView = useStepView();
  const { menuOf } = useProvenance();
  const { data, error } = useQuery({
    ...trpc.influence.leaders.queryOptions({ runId, step: step ?? 0, band: view.band, count: COUNT }),
    enabled: step !== null,
    placeholderData: keepPreviousData,
  });
  return (
    <LeadersChart
      title={
        <MetricTitle name="influence">{`Leading neurons over steps, ${bandLook[view.band].targets}`}</MetricTitle>
      }
      method="mean ablation"
      menu={menuOf("influence")}
      empty={error?.message ?? (data?.steps.length === 0 ? noInfluences(view.band) : null)}
      busy={!data && !error}
      height={280}
      data={{
        band: view.band,
        steps: data?.steps ?? [],
        neurons: data?.neurons ?? [],
        values: data?.values ?? [],
        onset: view.band === "rare" ? timeline.onset : null,
      }}
      view={stepView}
    />
  );
}
