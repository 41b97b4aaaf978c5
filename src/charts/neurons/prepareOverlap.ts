import { stepAxis } from "../axis/stepAxis";
import type { Curve, CurvesSpec } from "../curves/curvesSpec";
import { formatInteger, formatNumber } from "../format/formatNumber";
import { lastMeasured } from "../lastMeasured";
import { stepRule } from "../stepRule";
import type { StepView } from "../stepView";

type Column = (number | null)[];

/** Jaccard overlaps over the steps: of the leaders with those of the checkpoint before, and of rare with common. */
export interface Overlap {
  steps: number[];
  rare: Column;
  common: Column;
  boost: Column;
  suppress: Column;
  rareCommon: Column;
  /** Two sets of leaders drawn by chance share so much. */
  byChance: number | null;
}

const kinds = [
  { key: "rare", label: "rare, kept", color: "rare", dash: "solid" },
  { key: "common", label: "common, kept", color: "common", dash: "dashed" },
  { key: "boost", label: "boosting, kept", color: "plateau", dash: "dashed" },
  { key: "suppress", label: "suppressing, kept", color: "powerLaw", dash: "dashed" },
  { key: "rareCommon", label: "rare and common", color: "all", dash: "dotted" },
] as const;

/** Whether the same neurons lead: 1 where all of them are the same, at the grey line where it is chance. */
export function prepareOverlap(data: Overlap, view: StepView): CurvesSpec {
  const curves = kinds.map(({ key, ...look }): Curve => ({
    ...{ key, ...look, shape: "line", x: data.steps, y: data[key] },
    pointSize: data.steps.length <= 40 ? 4 : undefined,
  }));
  const last = kinds.flatMap(({ key, label }) => {
    const at = lastMeasured(data.steps, data[key]);
    return at ? [`${label} ${formatNumber(at.value)}`] : [];
  });
  const until = data.steps.at(-1);
  return {
    name: "Overlap of leaders",
    x: stepAxis(data.steps, view),
    y: { label: "Jaccard", unit: null, scale: "linear", domain: [0, 1] },
    curves,
    rules: [
      ...(data.byChance === null
        ? []
        : [{ axis: "y", at: data.byChance, label: "chance", color: "inkFaint", dash: "solid" } as const]),
      ...stepRule(view),
    ],
    regions: [],
    marks: [],
    endLabels: true,
    summary:
      until === undefined || last.length === 0
        ? "Overlap of leaders: nothing to compare yet."
        : `Overlap of leaders up to step ${formatInteger(until)}; last ${last.join(", ")}.`,
    notes: [],
  };
}
