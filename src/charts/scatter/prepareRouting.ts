import { paddedDomain } from "../axis/paddedDomain";
import type { AxisSpec } from "../axis/axisSpec";
import { milliNats } from "../format/milliNats";
import { formatInteger, formatNumber } from "../format/formatNumber";
import type { ScatterPoint, ScatterSpec } from "./scatterSpec";

interface Head {
  layer: number;
  head: number;
  rare: number | null;
  common: number | null;
  rareLoss: number | null;
  commonLoss: number | null;
}

export interface RoutingHeads {
  step: number;
  heads: Head[];
}

/** By how far the group's activations move, or by how much the loss rises. */
export type RoutingMeasure = "moved" | "loss";

const measures = {
  moved: { of: ({ rare, common }: Head) => ({ rare, common }), label: "routing for", unit: null },
  loss: {
    of: ({ rareLoss, commonLoss }: Head) => ({
      rare: rareLoss === null ? null : rareLoss * milliNats.factor,
      common: commonLoss === null ? null : commonLoss * milliNats.factor,
    }),
    label: "rise of the loss of",
    unit: milliNats.unit,
  },
};

/** Every head by how much it routes for common and for rare targets; above the diagonal it serves rare ones more. */
export function prepareRouting(
  { step, heads }: RoutingHeads,
  measure: RoutingMeasure = "moved",
): ScatterSpec {
  const { of, label: words, unit } = measures[measure];
  const layers = [...new Set(heads.map(({ layer }) => layer))].sort((a, b) => a - b);
  const points = heads.flatMap((entry, id): ScatterPoint[] => {
    const { layer, head } = entry;
    const { rare, common } = of(entry);
    if (rare === null || common === null) return [];
    return [
      {
        ...{ id, key: `head ${layer}.${head}`, x: common, y: rare, label: `${layer}.${head}` },
        color: layerColor(layers.indexOf(layer)),
        words: `Head ${head} of layer ${layer}: common ${formatNumber(common)}, rare ${formatNumber(rare)}`,
      },
    ];
  });
  const domain = paddedDomain(
    "linear",
    points.flatMap(({ x, y }) => [x, y]),
    { include: [0] },
  ) ?? [0, 1];
  const axis = (label: string): AxisSpec => ({ label, unit, scale: "linear", domain });
  const above = points.filter(({ x, y }) => y > x).length;
  return {
    name: `Attention routing, step ${formatInteger(step)}`,
    x: axis(`${words} common targets`),
    y: axis("rare targets"),
    points,
    diagonal: true,
    legend: layers.map((layer, i) => ({ label: `layer ${layer}`, color: layerColor(i) })),
    summary: `${points.length} heads by ${measure === "moved" ? "routing" : "rise of the loss"} at step ${formatInteger(step)}; ${above} of them more for rare than for common targets.`,
    notes: heads.length > points.length ? [`${heads.length - points.length} heads are not measurable`] : [],
  };
}

const layerColor = (index: number) => (["run-1", "run-3", "run-2", "run-5"] as const)[index % 4]!;
