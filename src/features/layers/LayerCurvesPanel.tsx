"use client";

import { useQuery } from "@tanstack/react-query";
import { NotMeasurable } from "~/charts/frame/NotMeasurable";
import { LayerInfluenceChart } from "~/charts/regimes/LayerInfluenceChart";
import { describeRegimes } from "~/charts/regimes/describeRegimes";
import { Pick } from "../controls/Pick";
import { MetricTitle } from "../glossary/MetricTitle";
import { rankedCurve, rankedCurveTitles, type InfluenceAtStep } from "../influence/rankedCurve";
import { useInfluenceView } from "../influence/useInfluenceView";
import { useRunView } from "../live/RunProvider";
import { useProvenance } from "../run/useProvenance";
import { useTRPC } from "../shell/trpc";
import { MeasureLayers } from "./MeasureLayers";
import { countsWords, type LayerAtStep, prepareLayers } from "./prepareLayers";

interface Props {
  /** The one shown. */
  layer: LayerAtStep;
  layers: readonly LayerAtStep[];
  final: InfluenceAtStep;
  /** Whether the layers are those of the step shown. */
  isCurrent: boolean;
  onChoose: (layer: number) => void;
}

const HEIGHT = 300;
const WAITING_HEIGHT = 168;

/** The ranked curve of one layer beside the final one's; before it is measured, the button that has it measured. */
export function LayerCurvesPanel({ layer, layers, final, isCurrent, onChoose }: Props) {
  const { runId, step } = useRunView();
  const trpc = useTRPC();
  const { view } = useInfluenceView();
  const { menuOf } = useProvenance();
  const isMeasured = layer.state === "done";
  const { data, error } = useQuery({
    ...trpc.layers.at.queryOptions({ runId, step: step ?? 0, layer: layer.layer }),
    enabled: isMeasured && isCurrent,
  });
  const last = layers.length - 1;
  const title = (
    <MetricTitle name="layer.influence">{`Layer ${layer.layer} beside layer ${last}, ${rankedCurveTitles[view.curve]}`}</MetricTitle>
  );
  const pick = (
    <Pick
      label="layer"
      value={String(layer.layer)}
      options={layers.flatMap((other) => (other.isFinal ? [] : [String(other.layer)]))}
      onChange={(next) => onChoose(Number(next))}
    />
  );
  if (!isMeasured) {
    const line = prepareLayers(layers)[layer.layer]!;
    return (
      <section className="min-w-0 rounded-md border border-line bg-raised p-3">
        <div className="flex min-h-7 flex-wrap items-center justify-between gap-2">
          <h2 className="min-w-0 truncate font-medium">{title}</h2>
          {pick}
        </div>
        <NotMeasurable
          height={WAITING_HEIGHT}
          reason={
            line.canMeasure && layer.state === "absent"
              ? `Layer ${layer.layer} is not measured at this step. Each of its neurons is ablated and the model run again from there.`
              : line.words
          }
        >
          {line.canMeasure && <MeasureLayers layers={[layer.layer]} />}
        </NotMeasurable>
      </section>
    );
  }
  const curves = (of: InfluenceAtStep) => ({
    rare: rankedCurve(of, "rare", view.curve),
    common: rankedCurve(of, "common", view.curve),
  });
  const drawn = data ? curves(data) : { rare: null, common: null };
  return (
    <LayerInfluenceChart
      title={title}
      method="forward pass"
      menu={menuOf("layer", layer.layer)}
      actions={pick}
      empty={error?.message ?? null}
      busy={!data && !error}
      height={HEIGHT}
      syncKey="ranks"
      data={{
        ...{ layer: layer.layer, step: data?.step ?? 0, ...drawn },
        final: { layer: last, ...curves(final) },
      }}
      options={{
        fits: view.fits,
        rivals: view.rivals,
        paperCuts: view.cuts,
        quantity: rankedCurveTitles[view.curve],
      }}
      footer={
        <div className="mt-2 grid gap-1 border-t border-line pt-2 text-soft tabular-nums">
          <p>{describeRegimes("rare", drawn.rare?.regimes ?? null)}</p>
          <p>
            Layer {layer.layer}: {countsWords(layer)}; layer {last}: {countsWords(layers[last]!)}.
          </p>
        </div>
      }
    />
  );
}
