"use client";

import { NullOverStepsChart } from "~/charts/nulls/NullOverStepsChart";
import type { MetricName } from "~/core/metrics";
import { MetricTitle } from "../glossary/MetricTitle";
import { useRunView } from "../live/RunProvider";
import { useLiveFeed } from "../live/useLiveFeed";
import { useStepView } from "../live/useStepView";
import { cellStanding } from "../run/cellStanding";
import { useProvenance } from "../run/useProvenance";
import { groupCurve, whyMissing } from "./groupCurve";
import { useWaiting } from "./useWaiting";

interface Props {
  metric: MetricName;
  /** "α" */
  title: string;
  /** Of the value axis. */
  label: string;
  space: "W_in" | "W_out" | "activations";
  method: string;
  /** The method in a word. */
  chip: string;
}

/** A statistic of the leading neurons over the steps, beside the same of random groups. */
export function GroupPanel({ metric, title, label, space, method, chip }: Props) {
  const { runId, timeline, step } = useRunView();
  const { menuOf } = useProvenance();
  const curve = groupCurve(timeline.groups, { space, method });
  const measuring = useLiveFeed(runId, (feed) => feed.measuring);
  const groups = { step: step ?? 0, cell: "coordination", what: "The neuron groups are" } as const;
  const why =
    measuring === null
      ? (cellStanding(timeline.checkpoints, groups).reason ?? "No neuron group is among what was measured.")
      : `The neuron groups of step ${measuring} are being measured.`;
  const groupLabel = curve?.label ?? "plateau neurons";
  const { value = [], nullMean = [], nullLow = [], nullHigh = [], p = [] } = curve?.columns ?? {};
  return (
    <NullOverStepsChart
      title={
        <MetricTitle name={metric}>
          {title} of the {groupLabel}
        </MetricTitle>
      }
      method={chip}
      menu={menuOf("coordination")}
      empty={useWaiting(metric) ?? whyMissing(curve, why)}
      data={{ steps: timeline.steps, value, nullMean, nullLow, nullHigh, p, control: curve?.control }}
      quantity={{ label, unit: null, groupLabel }}
      view={useStepView()}
    />
  );
}
