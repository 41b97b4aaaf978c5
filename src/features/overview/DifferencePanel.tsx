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
  const waiting = useWaiting("difference.logExcess");
  const difference = timeline.series["difference.logExcess"];
  const isNowhere = difference.value.every((value) => value === null);
  return (
    <DifferenceChart
      title={<MetricTitle name="difference.logExcess" />}
      method="calibrated"
      menu={menuOf("influence")}
      empty={
        waiting ??
        (isNowhere ? "It needs a fitted curve of rare and of common tokens, and no step has both." : null)
      }
      data={{ steps: timeline.steps, difference }}
      quantity={{ label: "log excess, rare − common", axis: "rare − common, log ratio", unit: null }}
      view={useStepView()}
    />
  );
}
