"use client";

import { DifferenceChart } from "~/charts/regimes/DifferenceChart";
import { MetricTitle } from "../glossary/MetricTitle";
import { useRunView } from "../live/RunProvider";
import { useStepView } from "../live/useStepView";
import { useProvenance } from "../run/useProvenance";
import { useWaiting } from "./useWaiting";

/** Whether the rare curve's leaders leave the power law further than the common curve's. In nats one steep fit would dwarf every other step. */
export function DifferencePanel() {
  const { timeline } = useRunView();
  const { menuOf } = useProvenance();
  return (
    <DifferenceChart
      title={<MetricTitle name="difference.logExcess" />}
      method="calibrated"
      menu={menuOf("influence")}
      empty={useWaiting()}
      data={{ steps: timeline.steps, difference: timeline.series["difference.logExcess"] }}
      quantity={{ label: "log excess, rare − common", axis: "rare − common, log ratio", unit: null }}
      view={useStepView()}
    />
  );
}
