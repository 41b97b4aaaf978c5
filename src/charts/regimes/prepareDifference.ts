import { paddedDomain } from "../axis/paddedDomain";
import { stepAxis } from "../axis/stepAxis";
import type { Curve, CurvesSpec } from "../curves/curvesSpec";
import { formatInterval } from "../format/formatInterval";
import { formatInteger, formatNumber } from "../format/formatNumber";
import type { IntervalColumn } from "../intervalColumn";
import { lastMeasured } from "../lastMeasured";
import { inUnit, type Quantity } from "../quantity";
import { stepRule } from "../stepRule";
import type { StepView } from "../stepView";

export interface Difference {
  steps: number[];
  difference: IntervalColumn;
}

const toldFromZero = (low: number | null | undefined, high: number | null | undefined) =>
  typeof low === "number" && typeof high === "number" && (low > 0 || high < 0);

/** A difference of two bands over steps with its 95 % band. Only where the interval excludes 0 is a point coloured. */
export function prepareDifference(data: Difference, quantity: Quantity, view: StepView): CurvesSpec {
  const value = inUnit(quantity, data.difference.value);
  const low = inUnit(quantity, data.difference.low);
  const high = inUnit(quantity, data.difference.high);
  const line = { x: data.steps, dash: "solid" } as const;
  const finding = value.map((v, i) => (toldFromZero(low[i], high[i]) ? v : null));
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
  const verdict = (index: number) => (finding[index] === null ? "holds 0" : "excludes 0");
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
        `at step ${formatInteger(last.step)}; the interval ${verdict(last.index)}.`
      : `${quantity.label}: nothing measurable yet.`,
    notes: [],
  };
}
