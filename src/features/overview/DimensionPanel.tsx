"use client";

import { NullOverStepsChart } from "~/charts/nulls/NullOverStepsChart";
import { MetricTitle } from "../glossary/MetricTitle";
import { useRunView } from "../live/RunProvider";
import { useStepView } from "../live/useStepView";
import { useProvenance } from "../run/useProvenance";
import { groupCurve, whyMissing } from "./groupCurve";
import { useWaiting } from "./useWaiting";

/** How many directions the plateau neurons' activations span, beside random groups. */
export function DimensionPanel() {
  const { timeline } = useRunView();
  const { menuOf } = useProvenance();
  const curve = groupCurve(timeline.groups, { statistic: "participation_ratio", spaces: ["activations"] });
  return (
    <NullOverStepsChart
      title={<MetricTitle name="group.effectiveDimension" />}
      method={curve?.method ?? "participation_ratio"}
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
      quantity={{ label: "effective dimension", unit: null, groupLabel: "plateau neurons" }}
      view={useStepView()}
    />
  );
}
