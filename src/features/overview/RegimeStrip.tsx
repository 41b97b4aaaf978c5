"use client";

import { RegimeStripChart } from "~/charts/regimes/RegimeStripChart";
import { MetricTitle } from "../glossary/MetricTitle";
import { useRunView } from "../live/RunProvider";
import { useStepView } from "../live/useStepView";

/** Plateau, power law and decay of the rare curve (where there is none, the common one) over the steps; stays in sight. */
export function RegimeStrip() {
  const { run, timeline } = useRunView();
  const view = useStepView();
  const { rare, common } = timeline.regimes;
  const band = rare.every((fit) => fit === null) && common.some((fit) => fit !== null) ? "common" : "rare";
  const regimes = timeline.regimes[band];
  return (
    <div className="min-w-0 pt-1">
      <RegimeStripChart
        bare
        height={140}
        title={<MetricTitle name="regimes" />}
        data={{
          steps: timeline.steps,
          ...{ regimes, band },
          reasons: timeline.steps.map(() => null),
          layerSize: Math.max(
            run.kind === "training" ? run.config.model.mlpWidth : 1,
            ...regimes.map((fit) => fit?.layerSize ?? 1),
          ),
          totalSteps: run.totalSteps,
          onset: timeline.onset,
        }}
        view={view}
      />
    </div>
  );
}
