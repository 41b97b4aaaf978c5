import { paddedDomain } from "../axis/paddedDomain";
import { stepAxis } from "../axis/stepAxis";
import type { Curve, CurvesSpec } from "../curves/curvesSpec";
import { formatInterval } from "../format/formatInterval";
import { formatInteger, formatNumber } from "../format/formatNumber";
import { gapNotes } from "../gapNotes";
import type { IntervalColumn } from "../intervalColumn";
import { lastMeasured } from "../lastMeasured";
import { inUnit, type Quantity } from "../quantity";
import { stepRule } from "../stepRule";
import type { StepView } from "../stepView";

export interface Difference {
  steps: number[];
  difference: IntervalColumn;
  /** The regime that is compared, and at which steps one of the two curves has it. */
  regime?: { name: string; present: boolean[] };
}

const toldFromZero = (low: number | null | undefined, high: number | null | undefined) =>
  typeof low === "number" && typeof high === "number" && (low > 0 || high < 0);

/**
 * A difference of two bands over steps with its 95 % band. Only where the interval excludes 0, and where one of the curves
 * has the regime that is compared, is a point coloured.
 */
export function prepareDifference(data: Difference, quantity: Quantity, view: StepView): CurvesSpec {
  const value = inUnit(quantity, data.difference.value);
  const low = inUnit(quantity, data.difference.low);
  const high = inUnit(quantity, data.difference.high);
  const line = { x: data.steps, dash: "solid" } as const;
  const isThere = (i: number) => data.regime?.present[i] ?? true;
  const finding = value.map((v, i) => (isThere(i) && toldFromZero(low[i], high[i]) ? v : null));
  const curves: Curve[] = [
    {
      ...line,
      key: "difference",
      label: "difference",
      color: "all",
      shape: "line",
      y: value,
      interval: { low, high },
      pointSize: 4,
    },
    {
      ...line,
      key: "excludes 0",
      label: "interval excludes 0",
      color: "rare",
      shape: "points",
      y: finding,
      pointSize: 6.5,
    },
  ];
  const last = lastMeasured(data.steps, value);
  const unit = quantity.unit === null ? "" : ` ${quantity.unit}`;
  const verdict = (index: number) =>
    !isThere(index)
      ? `neither curve has a ${data.regime!.name} there`
      : `the interval ${finding[index] === null ? "holds 0" : "excludes 0"}`;
  const absent = value.filter((v, i) => v !== null && !isThere(i)).length;
  return {
    name: quantity.label,
    x: stepAxis(data.steps, view),
    y: {
      label: quantity.axis ?? quantity.label,
      unit: quantity.unit,
      scale: "linear",
      domain: paddedDomain("linear", [...value, ...low, ...high], { include: [0] }) ?? [-1, 1],
    },
    curves,
    rules: [{ axis: "y", at: 0, label: null, color: "inkFaint", dash: "solid" }, ...stepRule(view)],
    regions: [],
    marks: [],
    endLabels: false,
    summary: last
      ? `${quantity.label} is ${formatNumber(last.value)}${unit} ${formatInterval([low[last.index] ?? null, high[last.index] ?? null])} ` +
        `at step ${formatInteger(last.step)}; ${verdict(last.index)}.`
      : `${quantity.label}: nothing measurable yet.`,
    notes: [
      ...(absent > 0
        ? [
            `neither curve has a ${data.regime!.name} at ${formatInteger(absent)} of ${formatInteger(data.steps.length)} steps: there the best hinges are compared`,
          ]
        : []),
      ...gapNotes(data.steps, data.difference),
    ],
  };
}
