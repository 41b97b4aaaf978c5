"use client";

import { LayerProfileChart } from "~/charts/neurons/LayerProfileChart";
import { MetricTitle } from "../glossary/MetricTitle";
import { type LayerAtStep, strongestByLayer } from "./prepareLayers";

interface Props {
  layers: readonly LayerAtStep[];
  step: number;
  chosen: number;
  onChoose: (layer: number) => void;
}

/** Where in depth the strongest neuron sits, as far as layers are measured. */
export function LayerProfilePanel({ layers, step, chosen, onChoose }: Props) {
  return (
    <LayerProfileChart
      title={<MetricTitle name="layer.influence">Strongest neuron by layer</MetricTitle>}
      method="forward pass"
      height={180}
      data={{
        ...{ step, chosen },
        ...{ rare: strongestByLayer(layers, "rare"), common: strongestByLayer(layers, "common") },
      }}
      onLayer={(layer) => {
        if (layers[layer]?.isFinal === false) onChoose(layer);
      }}
    />
  );
}
