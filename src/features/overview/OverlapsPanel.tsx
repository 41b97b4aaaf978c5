"use client";

import { OverlapsChart } from "~/charts/neurons/OverlapsChart";
import { MetricTitle } from "../glossary/MetricTitle";
import { useRunView } from "../live/RunProvider";
import { useStepView } from "../live/useStepView";
import { useProvenance } from "../run/useProvenance";
import { useWaiting } from "./useWaiting";

/** How the neurons divide: the leaders of rare and common tokens part, and settle. */
export function OverlapsPanel() {
  const { timeline } = useRunView();
  const { menuOf } = useProvenance();
  const { steps, series } = timeline;
  const waiting = useWaiting("overlap.rareCommon");
  const data = {
    steps,
    rare: series["overlap.rare"].value,
    common: series["overlap.common"].value,
    shared: series["overlap.rareCommon"].value,
  };
  const isNowhere = [data.rare, data.common, data.shared].every((values) =>
    values.every((value) => value === null),
  );
  return (
    <OverlapsChart
      title={<MetricTitle name="overlap.rareCommon">Leading neurons kept and shared</MetricTitle>}
      method="top 33"
      menu={menuOf("influence")}
      empty={waiting ?? (isNowhere ? "There is nothing to compare: one step, and no rare targets." : null)}
      data={data}
      view={useStepView()}
    />
  );
}
