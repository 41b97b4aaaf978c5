"use client";

import { parseAsStringLiteral, useQueryState } from "nuqs";
import { milliNats } from "~/charts/format/milliNats";
import { DifferenceChart } from "~/charts/regimes/DifferenceChart";
import { Choice } from "../controls/Choice";
import { MetricTitle } from "../glossary/MetricTitle";
import { useRunView } from "../live/RunProvider";
import { useStepView } from "../live/useStepView";
import { useProvenance } from "../run/useProvenance";
import { useWaiting } from "./useWaiting";

const measures = ["logExcess", "excess"] as const;
const quantities = {
  logExcess: { label: "log excess, rare − common", axis: "rare − common, log ratio", unit: null },
  excess: { label: "plateau excess, rare − common", axis: "rare − common", ...milliNats },
};

/** Whether the rare curve's leaders leave the power law further than the common curve's. In nats one steep fit would dwarf every other step. */
export function DifferencePanel() {
  const { timeline } = useRunView();
  const { menuOf } = useProvenance();
  const [chosen, choose] = useQueryState("difference", parseAsStringLiteral(measures));
  // Runs measured before there was a log excess have the other.
  const hasLog = timeline.series["difference.logExcess"].value.some((value) => value !== null);
  const measure = chosen ?? (hasLog || timeline.steps.length === 0 ? "logExcess" : "excess");
  return (
    <DifferenceChart
      title={<MetricTitle name={`difference.${measure}`} />}
      method="calibrated"
      menu={menuOf("influence")}
      empty={useWaiting()}
      actions={
        <Choice
          label="Excess"
          quiet
          value={measure}
          options={[
            { value: "logExcess", label: "log" },
            { value: "excess", label: "nats" },
          ]}
          onChange={(next) => void choose(next)}
        />
      }
      data={{ steps: timeline.steps, difference: timeline.series[`difference.${measure}`] }}
      quantity={quantities[measure]}
      view={useStepView()}
    />
  );
}
