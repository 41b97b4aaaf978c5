import { finiteExtent } from "../axis/finiteExtent";
import { paddedDomain } from "../axis/paddedDomain";
import { stepAxis } from "../axis/stepAxis";
import type { Curve, CurvesSpec } from "../curves/curvesSpec";
import { smooth } from "../curves/smooth";
import { formatInteger, formatNumber } from "../format/formatNumber";
import { lastMeasured } from "../lastMeasured";
import type { ColorToken } from "../palette";
import { inUnit, type Quantity } from "../quantity";
import { stepRule } from "../stepRule";
import type { StepView } from "../stepView";

export interface LiveCurves {
  steps: number[];
  series: { key: string; label: string; values: (number | null)[]; color?: ColorToken }[];
}

/**
 * Curves that grow while they are watched. Smoothed ones keep the raw curve faint underneath. The y axis shows
 * the middle 99 % of what was seen, so that one spike does not flatten the rest; the spike itself leaves the plot.
 */
export function prepareLiveCurve(
  data: LiveCurves,
  { quantity, smoothing, view }: { quantity: Quantity; smoothing: number; view: StepView },
): CurvesSpec {
  const factor = quantity.factor ?? 1;
  const scale = view.yScale ?? "linear";
  const curves = data.series.flatMap(({ key, label, values, color = "accent" }): Curve[] => {
    const raw = inUnit(quantity, values);
    const line = { color, dash: "solid", shape: "line", x: data.steps } as const;
    if (smoothing <= 0) return [{ key, label, y: raw, ...line }];
    return [
      { key: `${key} raw`, label: `${label}, raw`, y: raw, ...line, faint: true, partOf: key },
      { key, label, y: smooth(raw, smoothing).map(finiteOrGap), ...line },
    ];
  });
  const last = data.series.flatMap(({ label, values }) => {
    const at = lastMeasured(data.steps, values);
    return at ? [`${label} ${formatNumber(at.value * factor)} at step ${formatInteger(at.step)}`] : [];
  });
  return {
    name: quantity.label,
    x: stepAxis([data.steps[0] ?? 0, data.steps.at(-1) ?? 1], view),
    y: {
      label: quantity.axis ?? quantity.label,
      unit: quantity.unit,
      scale,
      domain: centralDomain(
        data.series.map(({ values }) => inUnit(quantity, values)),
        scale,
      ),
    },
    curves,
    rules: stepRule(view),
    regions: [],
    marks: [],
    endLabels: false,
    summary: last.length > 0 ? `${quantity.label}: ${last.join(", ")}.` : `${quantity.label}: no values yet.`,
    notes: smoothing > 0 ? [`smoothed ${formatNumber(smoothing, 2)}, raw faint`] : [],
  };
}

/** The raw curve underneath marks what is no number; once is enough. */
const finiteOrGap = (value: number | null) => (value !== null && Number.isFinite(value) ? value : null);

/** Enough values to tell where the middle 99 % lie. */
const sampled = 4000;

/** The course of the curves (averaged, so that no single value rules it) and the middle 99 % of the raw values. */
function centralDomain(columns: readonly (number | null)[][], scale: "linear" | "log"): [number, number] {
  const stride = Math.ceil(columns.reduce((sum, column) => sum + column.length, 0) / sampled);
  const sample: number[] = [];
  for (const column of columns) {
    for (let i = 0; i < column.length; i += stride) {
      const value = column[i];
      if (typeof value === "number" && Number.isFinite(value)) sample.push(value);
    }
  }
  sample.sort((a, b) => a - b);
  const cut = sample.length >= 200 ? Math.floor(sample.length * 0.005) : 0;
  const course = columns.flatMap((column) => finiteExtent(smooth(column, 0.9)));
  const central = finiteExtent(sample.slice(cut, sample.length - cut));
  return paddedDomain(scale, [...course, ...central]) ?? (scale === "log" ? [0.1, 1] : [0, 1]);
}
