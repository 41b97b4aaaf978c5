import { stepAxis } from "../axis/stepAxis";
import type { Curve, CurvesSpec } from "../curves/curvesSpec";
import { formatInteger, formatNumber } from "../format/formatNumber";
import { lastMeasured } from "../lastMeasured";
import { stepRule } from "../stepRule";
import type { StepView } from "../stepView";

/** |A ∩ B| / |A ∪ B| of two sets of leading neurons, a value a step. */
export interface Overlaps {
  steps: number[];
  /** With the step before. */
  rare: (number | null)[];
  common: (number | null)[];
  /** Of those whose ablation raises, and lowers, the loss on rare targets most. */
  boost: (number | null)[];
  suppress: (number | null)[];
  /** Of rare and common at the step. */
  shared: (number | null)[];
  /** What two sets drawn by chance share. */
  byChance: number | null;
}

const lines = [
  { key: "rare", label: "kept, rare", color: "rare", dash: "solid" },
  { key: "common", label: "kept, common", color: "common", dash: "dashed" },
  { key: "boost", label: "kept, boosting", color: "plateau", dash: "dotted" },
  { key: "suppress", label: "kept, suppressing", color: "powerLaw", dash: "dotted" },
  { key: "shared", label: "rare and common share", color: "all", dash: "solid" },
] as const;

/** Who leads: how many stay from step to step, and how many lead for rare and common tokens alike. */
export function prepareOverlaps(data: Overlaps, view: StepView): CurvesSpec {
  const curves = lines.map((line): Curve => ({
    ...line,
    shape: "line",
    x: data.steps,
    y: data[line.key],
    pointSize: data.steps.length <= 40 ? 4 : undefined,
  }));
  const last = lines.flatMap(({ key, label }) => {
    const at = lastMeasured(data.steps, data[key]);
    return at ? [`${label} ${formatNumber(at.value)}`] : [];
  });
  const until = data.steps.at(-1);
  return {
    name: "Leading neurons kept and shared",
    x: stepAxis(data.steps, view),
    y: { label: "Jaccard", unit: null, scale: "linear", domain: [0, 1.04] },
    curves,
    rules: [
      ...(data.byChance === null
        ? []
        : [{ axis: "y", at: data.byChance, label: "chance", color: "inkFaint", dash: "dotted" } as const]),
      ...stepRule(view),
    ],
    regions: [],
    marks: [],
    endLabels: false,
    summary:
      until === undefined || last.length === 0
        ? "Leading neurons: nothing to compare yet."
        : `Overlaps of the leading neurons up to step ${formatInteger(until)}; last ${last.join(", ")}.`,
    notes: [],
  };
}
