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

/** Whether the rare curve's leaders leave the power law further than the common curve's. */
export function DifferencePanel() {
  const { timeline } = useRunView();
  const { menuOf } = useProvenance();
  const [measure, choose] = useQueryState(
    "difference",
    parseAsStringLiteral(measures).withDefault("logExcess"),
  );
  const waiting = useWaiting(`difference.${measure}`);
  const difference = timeline.series[`difference.${measure}`];
  const isNowhere = difference.value.every((value) => value === null);
  return (
    <DifferenceChart
      title={<MetricTitle name={`difference.${measure}`} />}
      method="calibrated"
      menu={menuOf("influence")}
      empty={
        waiting ??
        (isNowhere ? "It needs a fitted curve of rare and of common tokens, and no step has both." : null)
      }
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
