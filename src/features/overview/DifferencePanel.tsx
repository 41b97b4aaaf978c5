"use client";

import { parseAsStringLiteral, useQueryState } from "nuqs";
import { milliNats } from "~/charts/format/milliNats";
import { DifferenceChart } from "~/charts/regimes/DifferenceChart";
import { Choice } from "../controls/Choice";
import { MetricTitle } from "../glossary/MetricTitle";
import { useRunView } from "../live/RunProvider";
import { useStepView } from "../live/useStepView";
import { useProvenance } from "../run/useProvenance";
import { noDifference } from "./noDifference";
import { useWaiting } from "./useWaiting";

const measures = ["logExcess", "excess"] as const;
const quantities = {
  logExcess: { label: "log excess, rare − common", axis: "rare − common, log ratio", unit: null },
  excess: { label: "plateau excess, rare − common", axis: "rare − common", ...milliNats },
};

/** Whether the rare curve's leaders leave the power law further than the common curve's. */
export function DifferencePanel() {
  const { timeline } = useRunView();
  const { menuOf } = useProvenance();
  const [measure, choose] = useQueryState(
    "difference",
    parseAsStringLiteral(measures).withDefault("logExcess"),
  );
  const waiting = useWaiting(`difference.${measure}`);
  const { "difference.logExcess": logExcess, "difference.excess": excess } = timeline.series;
  const difference = timeline.series[`difference.${measure}`];
  return (
    <DifferenceChart
      title={<MetricTitle name={`difference.${measure}`} />}
      method="calibrated"
      menu={menuOf("influence")}
      empty={waiting ?? noDifference(measure, { logExcess, excess })}
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
      data={{ steps: timeline.steps, difference }}
      quantity={quantities[measure]}
      view={useStepView()}
    />
  );
}
