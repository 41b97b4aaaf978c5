import type { AxisSpec } from "../axis/axisSpec";
import { paddedDomain } from "../axis/paddedDomain";
import { formatInteger, formatNumber } from "../format/formatNumber";
import { milliNats } from "../format/milliNats";
import type { ScatterPoint, ScatterSpec } from "./scatterSpec";

export interface Robustness {
  step: number;
  neurons: number[];
  /** Of each of them, in nats. */
  mean: (number | null)[];
  zero: (number | null)[];
  resample: (number | null)[];
}

const kinds = [
  { key: "zero", label: "set to zero", color: "run-1" },
  { key: "resample", label: "set to another position’s", color: "run-3" },
] as const;

/** So many of the most influential neurons bear their number. */
const NAMED = 5;

/** The leading neurons' influence under other ablations against that of mean ablation; on the line, nothing hangs on the way. */
export function prepareRobustness(data: Robustness): ScatterSpec {
  const { factor, unit } = milliNats;
  const points = kinds.flatMap(({ key, label, color }) =>
    data.neurons.flatMap((neuron, at): ScatterPoint[] => {
      const [x, y] = [data.mean[at], data[key][at]];
      if (typeof x !== "number" || typeof y !== "number" || x <= 0 || y <= 0) return [];
      const words = `Neuron ${neuron}: ${formatNumber(x * factor)} at its mean, ${formatNumber(y * factor)} ${label}, ${unit}`;
      return [
        {
          ...{ id: neuron, key: `neuron ${neuron}, ${key}`, x: x * factor, y: y * factor, color, words },
          label: at < NAMED && key === "zero" ? String(neuron) : null,
        },
      ];
    }),
  );
  const domain = paddedDomain(
    "log",
    points.flatMap(({ x, y }) => [x, y]),
  ) ?? [0.1, 1];
  const axis = (label: string): AxisSpec => ({ label, unit, scale: "log", domain });
  const left = 2 * data.neurons.length - points.length;
  return {
    name: `Other ablations, step ${formatInteger(data.step)}`,
    x: axis("held at the mean"),
    y: axis("other ablation"),
    points,
    diagonal: true,
    legend: kinds.map(({ label, color }) => ({ label, color })),
    summary: `${data.neurons.length} leading neurons under other ablations at step ${formatInteger(data.step)}.`,
    notes: left > 0 ? [`${formatInteger(left)} influences are zero or not measurable`] : [],
  };
}
