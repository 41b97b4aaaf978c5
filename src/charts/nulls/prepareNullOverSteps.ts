import { paddedDomain } from "../axis/paddedDomain";
import { stepAxis } from "../axis/stepAxis";
import type { Curve, CurvesSpec } from "../curves/curvesSpec";
import { formatInterval } from "../format/formatInterval";
import { formatInteger, formatNumber } from "../format/formatNumber";
import { formatPValue } from "../format/formatProbability";
import { formatStatistic } from "../format/formatStatistic";
import { lastMeasured } from "../lastMeasured";
import { inUnit, type Quantity } from "../quantity";
import { stepRule } from "../stepRule";
import type { StepView } from "../stepView";

export interface NullOverSteps {
  steps: number[];
  value: (number | null)[];
  nullMean: (number | null)[];
  /** 2.5 and 97.5 % of the random groups. */
  nullLow: (number | null)[];
  nullHigh: (number | null)[];
  p: (number | null)[];
  /** A random group put through the same pipeline. */
  control?: (number | null)[] | undefined;
}

export interface GroupQuantity extends Quantity {
  /** "plateau neurons" */
  groupLabel: string;
}

export const significance = 0.05;

/** A group's statistic over steps against random groups of its size. Inside the null a value is not coloured. */
export function prepareNullOverSteps(
  data: NullOverSteps,
  quantity: GroupQuantity,
  view: StepView,
): CurvesSpec {
  const [value, nullMean, low, high] = [data.value, data.nullMean, data.nullLow, data.nullHigh].map(
    (column) => inUnit(quantity, column),
  ) as [(number | null)[], (number | null)[], (number | null)[], (number | null)[]];
  const finding = value.map((v, i) => ((data.p[i] ?? 1) <= significance ? v : null));
  const control = data.control && inUnit(quantity, data.control);
  const line = { x: data.steps, shape: "line" } as const;
  const curves: Curve[] = [
    {
      ...line,
      key: "null",
      label: "random groups",
      color: "null",
      dash: "dotted",
      y: nullMean,
      interval: { low, high },
    },
    ...(control
      ? [
          {
            ...line,
            key: "control",
            label: "one random group",
            color: "null",
            dash: "dashed",
            y: control,
            faint: true,
          } as const,
        ]
      : []),
    {
      ...line,
      key: "value",
      label: quantity.groupLabel,
      color: "ink",
      dash: "solid",
      y: value,
      pointSize: 4,
    },
    {
      ...line,
      key: "finding",
      label: `p ≤ .05`,
      color: "rare",
      dash: "solid",
      shape: "points",
      y: finding,
      pointSize: 7,
    },
  ];
  const last = lastMeasured(data.steps, value);
  const everything = [...value, ...nullMean, ...low, ...high, ...(control ?? [])];
  return {
    name: quantity.label,
    x: stepAxis(data.steps, view),
    y: {
      label: quantity.axis ?? quantity.label,
      unit: quantity.unit,
      scale: "linear",
      domain: paddedDomain("linear", everything) ?? [0, 1],
    },
    curves,
    rules: stepRule(view),
    regions: [],
    marks: [],
    endLabels: false,
    summary: last
      ? `${quantity.label} of the ${quantity.groupLabel} is ${formatStatistic(last.value)} at step ${formatInteger(last.step)}; ` +
        `random groups ${formatNumber(nullMean[last.index])} ${formatInterval([low[last.index] ?? null, high[last.index] ?? null])}, ` +
        `${formatPValue(data.p[last.index])}.`
      : `${quantity.label}: nothing measurable yet.`,
    notes: [],
  };
}
