"use client";

import { milliNats } from "~/charts/format/milliNats";
import { DifferenceChart } from "~/charts/regimes/DifferenceChart";
import { MetricTitle } from "../glossary/MetricTitle";
import { useRunView } from "../live/RunProvider";
import { useStepView } from "../live/useStepView";
import { useProvenance } from "../run/useProvenance";
import { useWaiting } from "./useWaiting";

/** Whether the rare curve's leaders leave the power law further than the common curve's. */
export function DifferencePanel() {
  const { timeline } = useRunView();
  const { menuOf } = useProvenance();
  return (
    <DifferenceChart
      title={<MetricTitle name="difference.excess" />}
      method="calibrated"
      menu={menuOf("influence")}
      empty={useWaiting()}
      data={{ steps: timeline.steps, difference: timeline.series["difference.excess"] }}
      quantity={{ label: "plateau excess, rare − common", axis: "rare − common", ...milliNats }}
      view={useStepView()}
    />
  );
}
