import { paddedDomain } from "../axis/paddedDomain";
import type { AxisSpec } from "../axis/axisSpec";
import { formatInteger, formatNumber } from "../format/formatNumber";
import type { ScatterPoint, ScatterSpec } from "./scatterSpec";

export interface RoutingHeads {
  step: number;
  heads: { layer: number; head: number; rare: number | null; common: number | null }[];
}

/** Every head by how much it routes for common and for rare targets; above the diagonal it serves rare ones more. */
export function prepareRouting({ step, heads }: RoutingHeads): ScatterSpec {
  const layers = [...new Set(heads.map(({ layer }) => layer))].sort((a, b) => a - b);
  const points = heads.flatMap(({ layer, head, rare, common }, id): ScatterPoint[] =>
    rare === null || common === null
      ? []
      : [
          {
            ...{ id, key: `head ${layer}.${head}`, x: common, y: rare, label: `${layer}.${head}` },
            color: layerColor(layers.indexOf(layer)),
            words: `Head ${head} of layer ${layer}: common ${formatNumber(common)}, rare ${formatNumber(rare)}`,
          },
        ],
  );
  const domain = paddedDomain(
    "linear",
    points.flatMap(({ x, y }) => [x, y]),
    { include: [0] },
  ) ?? [0, 1];
  const axis = (label: string): AxisSpec => ({ label, unit: null, scale: "linear", domain });
  const above = points.filter(({ x, y }) => y > x).length;
  return {
    name: `Attention routing, step ${formatInteger(step)}`,
    x: axis("routing for common targets"),
    y: axis("rare targets"),
    points,
    diagonal: true,
    legend: layers.map((layer, i) => ({ label: `layer ${layer}`, color: layerColor(i) })),
    summary: `${points.length} heads by routing at step ${formatInteger(step)}; ${above} of them more for rare than for common targets.`,
    notes: heads.length > points.length ? [`${heads.length - points.length} heads are not measurable`] : [],
  };
}

const layerColor = (index: number) => (["run-1", "run-3", "run-2", "run-5"] as const)[index % 4]!;
