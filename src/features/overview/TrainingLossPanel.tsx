"use client";

import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { LiveCurveChart } from "~/charts/loss/LiveCurveChart";
import { metrics } from "~/core/metrics";
import { MetricTitle } from "../glossary/MetricTitle";
import { joinLive } from "../live/joinLive";
import { useRunView } from "../live/RunProvider";
import { useLiveFeed } from "../live/useLiveFeed";
import { useStepView } from "../live/useStepView";
import { useTRPC } from "../shell/trpc";
import { SmoothingSlider } from "./SmoothingSlider";
import { useSmoothing } from "./useSmoothing";

const MAX_POINTS = 2_000;
const nothing: (number | null)[] = [];

/** The loss of every training step, as it is trained. */
export function TrainingLossPanel() {
  const { runId } = useRunView();
  const trpc = useTRPC();
  const { data } = useQuery(
    trpc.series.get.queryOptions({ runId, names: ["training.loss"], maxPoints: MAX_POINTS }),
  );
  const liveSteps = useLiveFeed(runId, ({ steps }) => steps);
  const liveLoss = useLiveFeed(runId, ({ series }) => series["training.loss"] ?? nothing);
  const curve = useMemo(() => {
    const { steps, values } = joinLive(data?.series["training.loss"], { steps: liveSteps, values: liveLoss });
    return { steps, series: [{ key: "training.loss", label: "training", values }] };
  }, [data, liveSteps, liveLoss]);
  const { smoothing } = useSmoothing();
  return (
    <LiveCurveChart
      title={<MetricTitle name="training.loss" />}
      method={data && data.stepsPerBucket > 1 ? `per ${data.stepsPerBucket} steps` : undefined}
      actions={<SmoothingSlider />}
      empty={curve.steps.length > 0 ? null : metrics["training.loss"].sentence}
      data={curve}
      quantity={{ label: "loss", unit: "nats" }}
      smoothing={smoothing}
      view={useStepView()}
    />
  );
}
