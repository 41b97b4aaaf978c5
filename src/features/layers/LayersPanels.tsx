"use client";

import { Loading } from "~/charts/frame/Loading";
import { NotMeasurable } from "~/charts/frame/NotMeasurable";
import type { InfluenceAtStep } from "../influence/rankedCurve";
import { useLayer } from "../run/useLayer";
import { LayerCurvesPanel } from "./LayerCurvesPanel";
import { LayerProfilePanel } from "./LayerProfilePanel";
import { LayersTable } from "./LayersTable";
import { chosenLayer } from "./prepareLayers";
import { useLayers } from "./useLayers";

/** The other layers beside the final one: one of them as a curve, all of them as a table. @param final of the final MLP */
export function LayersPanels({ final }: { final: InfluenceAtStep }) {
  const { data: layers, error, isPlaceholderData } = useLayers();
  const { layer: wanted, setLayer } = useLayer();
  const chosen = chosenLayer(layers ?? [], wanted);
  if (!layers || chosen === null) {
    return (
      <section className="rounded-md border border-line bg-raised p-3">
        <h2 className="flex min-h-7 items-center font-medium">Other layers</h2>
        {layers ? (
          <NotMeasurable
            reason={
              layers.length === 1
                ? "The model has one layer, whose neurons are those above."
                : "Nobody knows yet how many layers the model has."
            }
            height={72}
          />
        ) : error ? (
          <NotMeasurable reason={error.message} height={160} />
        ) : (
          <Loading height={160} />
        )}
      </section>
    );
  }
  return (
    <div className="grid gap-3 lg:grid-cols-2">
      <LayerCurvesPanel
        layer={chosen}
        layers={layers}
        final={final}
        isCurrent={!isPlaceholderData}
        onChoose={setLayer}
      />
      <div className="grid min-w-0 content-start gap-3">
        <LayersTable layers={layers} chosen={chosen.layer} onChoose={setLayer} />
        {layers.filter(({ state }) => state === "done").length > 1 && (
          <LayerProfilePanel layers={layers} step={final.step} chosen={chosen.layer} onChoose={setLayer} />
        )}
      </div>
    </div>
  );
}
