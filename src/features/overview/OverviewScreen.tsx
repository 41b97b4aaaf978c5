"use client";

import { OverlapPanel } from "../influence/OverlapPanel";
import { useRunView } from "../live/RunProvider";
import { whyNoNeurons } from "../run/whyNoNeurons";
import { DifferencePanel } from "./DifferencePanel";
import { GroupPanel } from "./GroupPanel";
import { InfluencePanel } from "./InfluencePanel";
import { LossByBandPanel } from "./LossByBandPanel";
import { TrainingLossPanel } from "./TrainingLossPanel";
import { WeightsOnly } from "./WeightsOnly";

/** The live page: six panels that all look at the same step. */
export function OverviewScreen() {
  const { run, timeline } = useRunView();
  const lacks = whyNoNeurons(timeline);
  if (lacks !== null) return <WeightsOnly lacks={lacks} />;
  return (
    <div className="grid gap-3 p-3 min-[760px]:grid-cols-2 min-[1180px]:grid-cols-3">
      <InfluencePanel />
      <DifferencePanel />
      <LossByBandPanel />
      {run.kind === "training" ? <TrainingLossPanel /> : <OverlapPanel />}
      <GroupPanel metric="group.alpha" title="α" label="α" space="W_in" method="alpha_mid" chip="alpha_mid" />
      <GroupPanel
        metric="group.effectiveDimension"
        title="Effective dimension"
        label="effective dimension"
        space="activations"
        method="participation_ratio:1/PR-1/T"
        chip="PR"
      />
    </div>
  );
}
