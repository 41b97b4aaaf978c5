import { studentHalfWidth } from "~/core/stats/studentHalfWidth";
import { paddedDomain } from "../axis/paddedDomain";
import { stepAxis } from "../axis/stepAxis";
import { bandLook } from "../bandLook";
import type { Curve, CurvesSpec } from "../curves/curvesSpec";
import { formatInteger, formatNumber } from "../format/formatNumber";
import { milliNats } from "../format/milliNats";
import { lastMeasured } from "../lastMeasured";
import { inUnit } from "../quantity";
import { stepRule } from "../stepRule";
import type { StepView } from "../stepView";

type Column = (number | null)[];

interface TrajectoryOfBand {
  value: Column;
  /** Standard errors over sequences. */
  error: Column;
  /** How many those are. */
  sequences: Column;
}

/** One neuron's influence over the steps, in nats. */
export interface Trajectory {
  neuron: number;
  measure: "absolute" | "signed";
  steps: number[];
  rare: TrajectoryOfBand;
  common: TrajectoryOfBand;
  /** null where there is no such band. */
  subElbow: TrajectoryOfBand | null;
}

/** How a neuron came to matter: the targets of each band, with their 95 % intervals by Student's law over sequences. */
export function prepareTrajectory(data: Trajectory, view: StepView): CurvesSpec {
  const quantity = { label: `${data.measure} influence`, ...milliNats };
  const bands = [["rare", data.rare] as const, ["common", data.common] as const];
  const all = data.subElbow ? [...bands, ["sub_elbow", data.subElbow] as const] : bands;
  const curves = all.map(([key, band]): Curve => {
    const { label, color, dash } = bandLook[key];
    const value = inUnit(quantity, band.value);
    const half = inUnit(
      quantity,
      band.error.map((error, i) => studentHalfWidth(error, band.sequences[i])),
    );
    const end = (sign: 1 | -1) =>
      value.map((v, i) => {
        const h = half[i] ?? null;
        if (v === null || h === null) return null;
        // A mean of |Δ| is never below zero.
        return data.measure === "absolute" ? Math.max(0, v + sign * h) : v + sign * h;
      });
    return {
      ...{ key, label, color, dash, shape: "line", x: data.steps, y: value },
      interval: { low: end(-1), high: end(1) },
      pointSize: data.steps.length <= 60 ? 4 : undefined,
    };
  });
  const everything = curves.flatMap(({ y, interval }) =>
    [y, interval!.low, interval!.high].flatMap((column) => Array.from(column)),
  );
  const last = curves.flatMap(({ label, y }) => {
    const at = lastMeasured(data.steps, y);
    return at ? [`${label} ${formatNumber(at.value)}`] : [];
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
    notes: [`band: 95 %, Student’s law over ${sequencesWords(all.map(([, band]) => band))}`],
  };
}

/** "16 to 62 sequences": of the bands and steps those with fewest and most. */
function sequencesWords(bands: readonly TrajectoryOfBand[]): string {
  const counts = bands.flatMap(({ sequences }) => sequences.filter((count) => count !== null));
  const [least, most] = [Math.min(...counts), Math.max(...counts)];
  if (counts.length === 0) return "sequences";
  return least === most
    ? `${formatInteger(most)} sequences`
    : `${formatInteger(least)} to ${formatInteger(most)} sequences`;
}
