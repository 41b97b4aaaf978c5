import { paddedDomain } from "../axis/paddedDomain";
import { bandLook } from "../bandLook";
import type { Curve, CurvesSpec } from "../curves/curvesSpec";
import { formatInteger, formatNumber } from "../format/formatNumber";
import { milliNats } from "../format/milliNats";
import type { IntervalColumn } from "../intervalColumn";
import { inUnit } from "../quantity";

/** The influence of each layer's strongest neuron in nats, the first layer first; null where it is not measured. */
export interface LayerProfile {
  step: number;
  rare: IntervalColumn;
  common: IntervalColumn;
  /** The layer that is looked at. */
  chosen: number;
}

/** How strong the strongest neuron of each layer is, for rare and for common targets, with 95 % intervals. */
export function prepareLayerProfile({ step, chosen, ...data }: LayerProfile): CurvesSpec {
  const quantity = { label: "influence", ...milliNats };
  const layers = data.rare.value.map((_, layer) => layer);
  const curves = (["rare", "common"] as const).map((band): Curve => {
    const { label, color, dash } = bandLook[band];
    const { value, low, high } = data[band];
    return {
      ...{ key: band, label, color, dash, shape: "line", x: layers, pointSize: 5 },
      y: inUnit(quantity, value),
      interval: { low: inUnit(quantity, low), high: inUnit(quantity, high) },
    };
  });
  const everything = curves.flatMap(({ y, interval }) =>
    [y, interval!.low, interval!.high].flatMap((column) => Array.from(column)),
  );
  const measured = layers.filter((layer) => curves.some(({ y }) => y[layer] !== null));
  const largest = curves.flatMap(({ label, y }) => {
    const values = Array.from(y, (value) => value ?? -Infinity);
    const most = Math.max(...values);
    return most > -Infinity ? [`${label} ${formatNumber(most)} in layer ${values.indexOf(most)}`] : [];
  });
  return {
    name: `Strongest neuron by layer, step ${formatInteger(step)}`,
    x: {
      ...{ label: "layer", unit: null, scale: "linear", integer: true },
      domain: [-0.25, Math.max(1, layers.length - 1) + 0.25],
    },
    y: {
      ...{ label: quantity.label, unit: quantity.unit, scale: "linear" },
      domain: paddedDomain("linear", everything, { include: [0] }) ?? [0, 1],
    },
    curves,
    rules: [{ axis: "x", at: chosen, label: null, color: "accent", dash: "solid" }],
    regions: [],
    marks: [],
    endLabels: false,
    summary:
      measured.length === 0
        ? "Strongest neuron by layer: nothing measured yet."
        : `Strongest neuron of ${formatInteger(measured.length)} measured layers at step ${formatInteger(step)}, in ${quantity.unit}; largest ${largest.join(", ")}.`,
    notes: [],
  };
}
