"use client";

import { RegimeStripChart } from "~/charts/regimes/RegimeStripChart";
import { MetricTitle } from "../glossary/MetricTitle";
import { useRunView } from "../live/RunProvider";
import { useStepView } from "../live/useStepView";

/** Plateau, power law and decay of the rare curve over the steps; stays in sight above the scrubber. */
export function RegimeStrip() {
  const { run, timeline } = useRunView();
  const view = useStepView();
  return (
    <div className="min-w-0 pt-1">
      <RegimeStripChart
        bare
        height={140}
        title={<MetricTitle name="regimes" />}
        data={{
          steps: timeline.steps,
          regimes: timeline.regimes.rare,
          reasons: timeline.steps.map(() => null),
          layerSize: Math.max(1, ...timeline.regimes.rare.map((fit) => fit?.layerSize ?? 1)),
          totalSteps: run.totalSteps,
          onset: timeline.onset,
        }}
        view={view}
      />
    </div>
  );
}
