"use client";

import { LossByBandChart } from "~/charts/loss/LossByBandChart";
import { MetricTitle } from "../glossary/MetricTitle";
import { useRunView } from "../live/RunProvider";
import { useStepView } from "../live/useStepView";
import { useProvenance } from "../run/useProvenance";
import { useWaiting } from "./useWaiting";

/** Held-out loss where the next token is rare, common, or any. */
export function LossByBandPanel() {
  const { run, timeline } = useRunView();
  const { menuOf } = useProvenance();
  const { steps, series } = timeline;
  const countedOnText = run.kind === "ingest" && run.config.text.counts === undefined;
  return (
    <LossByBandChart
      title={<MetricTitle name="loss.rare">Held-out loss by band</MetricTitle>}
      method={`bands ${run.config.measure.bands}${countedOnText ? ":occurring" : ""}`}
      menu={menuOf("influence")}
      empty={useWaiting("loss.rare")}
      data={{
        ...{ steps, rare: series["loss.rare"], common: series["loss.common"], all: series["loss.all"] },
        subElbow: series["loss.sub_elbow"],
      }}
      view={useStepView()}
    />
  );
}
