"use client";

import { AlphaPanel } from "./AlphaPanel";
import { DimensionPanel } from "./DimensionPanel";
import { DifferencePanel } from "./DifferencePanel";
import { InfluencePanel } from "./InfluencePanel";
import { LossByBandPanel } from "./LossByBandPanel";
import { TrainingLossPanel } from "./TrainingLossPanel";

/** The live page: six panels that all look at the same step. */
export function OverviewScreen() {
  return (
    <div className="grid gap-3 p-3 min-[760px]:grid-cols-2 min-[1180px]:grid-cols-3">
      <InfluencePanel />
      <DifferencePanel />
      <LossByBandPanel />
      <TrainingLossPanel />
      <AlphaPanel />
      <DimensionPanel />
    </div>
  );
}
