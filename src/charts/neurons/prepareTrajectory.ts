import { paddedDomain } from "../axis/paddedDomain";
import { stepAxis } from "../axis/stepAxis";
import type { Curve, CurvesSpec } from "../curves/curvesSpec";
import { formatInteger, formatNumber } from "../format/formatNumber";
import { milliNats } from "../format/milliNats";
import { lastMeasured } from "../lastMeasured";
import { inUnit } from "../quantity";
import { stepRule } from "../stepRule";
import type { StepView } from "../stepView";

type Column = (number | null)[];

/** One neuron's influence over the steps, in nats, with its standard errors over sequences. */
export interface Trajectory {
  neuron: number;
  measure: "absolute" | "signed";
  steps: number[];
  rare: { value: Column; error: Column };
  common: { value: Column; error: Column };
}

/** So many standard errors hold 95 % of a normal distribution. */
const NORMAL_95 = 1.96;

const bands = [
  { key: "rare", color: "rare", dash: "solid" },
  { key: "common", color: "common", dash: "dashed" },
] as const;

/** How a neuron came to matter: rare and common targets, each with its 95 % band. */
export function prepareTrajectory(data: Trajectory, view: StepView): CurvesSpec {
  const quantity = { label: `${data.measure} influence`, ...milliNats };
  const curves = bands.map(({ key, color, dash }): Curve => {
    const value = inUnit(quantity, data[key].value);
    const error = inUnit(quantity, data[key].error);
    const end = (sign: 1 | -1) =>
      value.map((v, i) => {
        const e = error[i] ?? null;
        return v === null || e === null ? null : v + sign * NORMAL_95 * e;
      });
    return {
      ...{ key, label: key, color, dash, shape: "line", x: data.steps, y: value },
      interval: { low: end(-1), high: end(1) },
      pointSize: data.steps.length <= 60 ? 4 : undefined,
    };
  });
  const everything = curves.flatMap(({ y, interval }) =>
    [y, interval!.low, interval!.high].flatMap((column) => Array.from(column)),
  );
  const last = curves.flatMap(({ key, y }) => {
    const at = lastMeasured(data.steps, y);
    return at ? [`${key} ${formatNumber(at.value)}`] : [];
  });
  const until = data.steps.at(-1);
  return {
    name: `Influence of neuron ${data.neuron}`,
    x: stepAxis(data.steps, view),
    y: {
      label: quantity.label,
      unit: quantity.unit,
      scale: "linear",
      domain: paddedDomain("linear", everything, { include: [0] }) ?? [0, 1],
    },
    curves,
    rules: [
      ...stepRule(view),
      ...(data.measure === "signed"
        ? [{ axis: "y", at: 0, label: null, color: "null", dash: "solid" } as const]
        : []),
    ],
    regions: [],
    marks: [],
    endLabels: true,
    summary:
      until === undefined || last.length === 0
        ? `Influence of neuron ${data.neuron}: nothing measured yet.`
        : `${data.measure === "signed" ? "Signed" : "Absolute"} influence of neuron ${data.neuron} at ${data.steps.length} steps up to ${formatInteger(until)}, in ${quantity.unit}; last ${last.join(", ")}.`,
    notes: ["band: ± 1.96 standard errors over sequences"],
  };
}
