"use client";

import { OverlapsChart } from "~/charts/neurons/OverlapsChart";
import { expectedJaccard } from "~/core/influence/jaccard";
import { leadersAmong } from "~/core/influence/leaderCount";
import { MetricTitle } from "../glossary/MetricTitle";
import { useRunView } from "../live/RunProvider";
import { useStepView } from "../live/useStepView";
import { useProvenance } from "../run/useProvenance";
import { useWaiting } from "./useWaiting";

/** How the neurons divide: the leaders of rare and common tokens part, and settle. */
export function OverlapsPanel({ height }: { height?: number }) {
  const { timeline } = useRunView();
  const { menuOf } = useProvenance();
  const { steps, series, regimes } = timeline;
  const waiting = useWaiting("overlap.rareCommon");
  const layerSize = regimes.rare.find((fit) => fit !== null)?.layerSize ?? 0;
  const leaders = leadersAmong(layerSize);
  const data = {
    steps,
    rare: series["overlap.rare"].value,
    common: series["overlap.common"].value,
    boost: series["overlap.boost"].value,
    suppress: series["overlap.suppress"].value,
    shared: series["overlap.rareCommon"].value,
    byChance: expectedJaccard(leaders, layerSize),
  };
  const isNowhere = [data.rare, data.common, data.boost, data.suppress, data.shared].every((values) =>
    values.every((value) => value === null),
  );
  return (
    <OverlapsChart
      title={<MetricTitle name="overlap.rareCommon">Leading neurons kept and shared</MetricTitle>}
      method={`jaccard, top ${leaders}`}
      menu={menuOf("influence")}
      empty={waiting ?? (isNowhere ? "There is nothing to compare: one step, and no rare targets." : null)}
      height={height}
      data={data}
      view={useStepView()}
    />
  );
}
