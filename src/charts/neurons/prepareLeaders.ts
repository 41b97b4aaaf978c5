import { type Band, bandLook } from "../bandLook";
import { paddedDomain } from "../axis/paddedDomain";
import { stepAxis } from "../axis/stepAxis";
import type { Curve, CurvesSpec, Rule } from "../curves/curvesSpec";
import { formatInteger, formatNumber } from "../format/formatNumber";
import { milliNats } from "../format/milliNats";
import { inUnit } from "../quantity";
import { stepRule } from "../stepRule";
import type { StepView } from "../stepView";

export interface Leaders {
  band: Band;
  steps: number[];
  /** The strongest first. */
  neurons: number[];
  /** [neuron][step] nats */
  values: (number | null)[][];
  onset: number | null;
}

/** How the leading neurons of the step shown came to lead: one line each, its number at its end. */
export function prepareLeaders(data: Leaders, view: StepView): CurvesSpec {
  const quantity = { label: "influence", ...milliNats };
  const curves = data.neurons.map((neuron, k): Curve => ({
    key: String(neuron),
    label: String(neuron),
    color: bandLook[data.band].color,
    dash: bandLook[data.band].dash,
    shape: "line",
    x: data.steps,
    y: inUnit(quantity, data.values[k] ?? []),
    width: k === 0 ? 2.5 : 1.25,
  }));
  const everything = curves.flatMap(({ y }) => Array.from(y));
  const scale = view.yScale ?? "linear";
  const onset: Rule[] =
    data.onset === null ? [] : [{ axis: "x", at: data.onset, label: "onset", color: "rare", dash: "dotted" }];
  const first = data.neurons[0];
  return {
    name: `Leading neurons over steps, ${bandLook[data.band].label}`,
    x: stepAxis(data.steps, view),
    y: {
      label: quantity.label,
      unit: quantity.unit,
      scale,
      domain: paddedDomain(scale, everything, scale === "linear" ? { include: [0] } : {}) ?? [0, 1],
    },
    curves,
    rules: [...onset, ...stepRule(view)],
    regions: [],
    marks: [],
    endLabels: true,
    summary:
      first === undefined
        ? "Leading neurons: nothing measured yet."
        : `The ${data.neurons.length} neurons of largest influence on ${bandLook[data.band].targets} at the step shown, over ${data.steps.length} steps; ` +
          `the first is neuron ${formatInteger(first)}, last at ${formatNumber(curves[0]!.y[data.steps.length - 1])} ${quantity.unit}.`,
    notes: [],
  };
}
