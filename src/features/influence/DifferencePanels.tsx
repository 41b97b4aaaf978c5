"use client";

import { DifferenceChart } from "~/charts/regimes/DifferenceChart";
import { formatInteger } from "~/charts/format/formatNumber";
import { MetricTitle } from "../glossary/MetricTitle";
import { useRunView } from "../live/RunProvider";
import { useStepView } from "../live/useStepView";
import { useProvenance } from "../run/useProvenance";
import { type DifferenceMeasure, differenceMeasures, presentSteps, sideWords } from "./differenceMeasures";

/** How rare and common part: plateau, power law and decay of the two curves, one less the other, over the steps. */
export function DifferencePanels() {
  return (
    <div className="grid gap-3 lg:grid-cols-3">
      {differenceMeasures.map((measure) => (
        <DifferencePanel key={measure.id} measure={measure} />
      ))}
    </div>
  );
}

function DifferencePanel({ measure }: { measure: DifferenceMeasure }) {
  const { timeline, step } = useRunView();
  const { menuOf } = useProvenance();
  const view = useStepView();
  const { steps, series, regimes } = timeline;
  const difference = series[`difference.${measure.id}`];
  const at = step === null ? -1 : steps.indexOf(step);
  const reason = difference.reason.findLast((why) => why !== null) ?? null;
  const isNowhere = difference.value.every((value) => value === null);
  return (
    <DifferenceChart
      title={<MetricTitle name={`difference.${measure.id}`} />}
      method="calibrated"
      menu={menuOf("influence")}
      empty={
        isNowhere
          ? `Nothing to compare at any step: ${reason ?? "it needs a fitted curve of rare and of common targets"}.`
          : null
      }
      data={{
        ...{ steps, difference },
        regime: { name: measure.regime, present: presentSteps(measure, regimes) },
      }}
      quantity={measure.quantity}
      view={view}
      footer={
        <dl className="mt-2 grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-0.5 border-t border-line pt-2 tabular-nums">
          {(["rare", "common"] as const).map((band) => (
            <div key={band} className="contents">
              <dt className="text-soft">
                {band}, step {formatInteger(step)}
              </dt>
              <dd className="text-pretty">{sideWords(measure, regimes[band][at] ?? null)}</dd>
            </div>
          ))}
        </dl>
      }
    />
  );
}
