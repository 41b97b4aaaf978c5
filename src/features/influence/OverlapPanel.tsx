"use client";

import { OverlapChart } from "~/charts/neurons/OverlapChart";
import { expectedJaccard } from "~/core/influence/jaccard";
import { MetricTitle } from "../glossary/MetricTitle";
import { useRunView } from "../live/RunProvider";
import { useStepView } from "../live/useStepView";
import { useWaiting } from "../overview/useWaiting";
import { useProvenance } from "../run/useProvenance";

/** Ranks below the paper's first cut, or a quarter of a small layer: METHODS §7. */
const leadersOf = (layerSize: number) => Math.min(33, layerSize >> 2);

const overlaps = [
  ...(["overlap.rare", "overlap.common", "overlap.boost", "overlap.suppress"] as const),
  "overlap.rareCommon",
] as const;

/** Whether the neurons that lead now led at the checkpoint before, and whether rare and common targets share them. */
export function OverlapPanel() {
  const { timeline } = useRunView();
  const { menuOf } = useProvenance();
  const { steps, series, regimes } = timeline;
  const layerSize = regimes.rare.find((fit) => fit !== null)?.layerSize ?? 0;
  const leaders = leadersOf(layerSize);
  const waiting = useWaiting("overlap.rare");
  const isNowhere = overlaps.every((name) => series[name].value.every((value) => value === null));
  return (
    <OverlapChart
      title={<MetricTitle name="overlap.rare">Do the same neurons lead</MetricTitle>}
      method={`jaccard, top ${leaders}`}
      menu={menuOf("influence")}
      empty={waiting ?? (isNowhere ? "There is nothing to compare: one step, and no rare targets." : null)}
      data={{
        steps,
        rare: series["overlap.rare"].value,
        common: series["overlap.common"].value,
        boost: series["overlap.boost"].value,
        suppress: series["overlap.suppress"].value,
        rareCommon: series["overlap.rareCommon"].value,
        byChance: expectedJaccard(leaders, layerSize),
      }}
      view={useStepView()}
    />
  );
}
