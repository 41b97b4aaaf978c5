"use client";

import { NullOverStepsChart } from "~/charts/nulls/NullOverStepsChart";
import { MetricTitle } from "../glossary/MetricTitle";
import { useRunView } from "../live/RunProvider";
import { useStepView } from "../live/useStepView";
import { useProvenance } from "../run/useProvenance";
import { groupCurve, whyMissing } from "./groupCurve";
import { useWaiting } from "./useWaiting";

/** How heavy-tailed the plateau neurons' weights are, beside random groups. */
export function AlphaPanel() {
  const { timeline } = useRunView();
  const { menuOf } = useProvenance();
  const curve = groupCurve(timeline.groups, { statistic: "alpha_mid", spaces: ["W_in", "W_out"] });
  return (
    <NullOverStepsChart
      title={<MetricTitle name="group.alpha" />}
      method={curve?.method ?? "alpha_mid"}
      menu={menuOf("coordination")}
      empty={useWaiting() ?? whyMissing(curve)}
      data={{
        steps: timeline.steps,
        value: curve?.value ?? [],
        nullMean: curve?.nullMean ?? [],
        nullLow: curve?.nullLow ?? [],
        nullHigh: curve?.nullHigh ?? [],
        p: curve?.p ?? [],
        control: curve?.control,
      }}
      quantity={{ label: "α", unit: null, groupLabel: "plateau neurons" }}
      view={useStepView()}
    />
  );
}
