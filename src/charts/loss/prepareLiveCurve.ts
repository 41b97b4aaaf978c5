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
      { key, label, y: smooth(raw, smoothing), ...line },
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

/** The course of the curves (averaged, so that no single value rules it) and the middle 99 % of the raw values. */
function centralDomain(columns: readonly (number | null)[][], scale: "linear" | "log"): [number, number] {
  const finite = columns
    .flat()
    .filter((value): value is number => value !== null && Number.isFinite(value))
    .sort((a, b) => a - b);
  const cut = finite.length >= 200 ? Math.floor(finite.length * 0.005) : 0;
  const course = columns.flatMap((column) => smooth(column, 0.9)).filter((value) => Number.isFinite(value));
  const central = finite.slice(cut, finite.length - cut);
  return paddedDomain(scale, [...course, ...central]) ?? (scale === "log" ? [0.1, 1] : [0, 1]);
}
