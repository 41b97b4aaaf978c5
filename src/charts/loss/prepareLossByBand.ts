import { paddedDomain } from "../axis/paddedDomain";
import { stepAxis } from "../axis/stepAxis";
import type { Curve, CurvesSpec } from "../curves/curvesSpec";
import { lastMeasured } from "../lastMeasured";
import { formatInteger, formatNumber } from "../format/formatNumber";
import type { IntervalColumn } from "../intervalColumn";
import { stepRule } from "../stepRule";
import type { StepView } from "../stepView";

export interface LossByBand {
  steps: number[];
  rare: IntervalColumn;
  common: IntervalColumn;
  all: IntervalColumn;
  /** Tokens below the paper's rare band, where bands are made so. */
  subElbow: IntervalColumn;
}

const bands = [
  { key: "rare", color: "rare", dash: "solid" },
  { key: "common", color: "common", dash: "dashed" },
  { key: "all", color: "all", dash: "solid" },
  { key: "subElbow", color: "decay", dash: "dotted" },
] as const;

const labels = { rare: "rare", common: "common", all: "all", subElbow: "below the elbow" };

/** Loss on held-out text by the frequency of the target token, with 95 % intervals, in nats. */
export function prepareLossByBand(data: LossByBand, view: StepView): CurvesSpec {
  const present = bands.filter(({ key }) => key !== "subElbow" || data[key].value.some((v) => v !== null));
  const curves = present.map(({ key, color, dash }): Curve => ({
    key,
    label: labels[key],
    color,
    dash,
    shape: "line",
    x: data.steps,
    y: data[key].value,
    interval: { low: data[key].low, high: data[key].high },
    pointSize: data.steps.length <= 40 ? 4 : undefined,
  }));
  const shown = present.flatMap(({ key }) => [...data[key].value, ...data[key].low, ...data[key].high]);
  const scale = view.yScale ?? "linear";
  const last = present.flatMap(({ key }) => {
    const at = lastMeasured(data.steps, data[key].value);
    return at ? [`${labels[key]} ${formatNumber(at.value)}`] : [];
  });
  const until = data.steps.at(-1);
  return {
    name: "Loss by band",
    x: stepAxis(data.steps, view),
    y: { label: "loss", unit: "nats", scale, domain: paddedDomain(scale, shown) ?? [0, 1] },
    curves,
    rules: stepRule(view),
    regions: [],
    marks: [],
    endLabels: true,
    summary:
      until === undefined || last.length === 0
        ? "Loss by band: nothing measured yet."
        : `Loss by band in nats, ${data.steps.length} checkpoints up to step ${formatInteger(until)}; last ${last.join(", ")}.`,
    notes: [],
  };
}
