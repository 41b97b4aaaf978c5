import { paddedDomain } from "../axis/paddedDomain";
import { bandLook } from "../bandLook";
import type { Curve, CurvesSpec } from "../curves/curvesSpec";
import {
  prepareRankedInfluence,
  type RankedInfluence,
  type RankedInfluenceOptions,
} from "./prepareRankedInfluence";
import type { RankedCurve } from "./rankedCurve";
import { rankedMilliNats, seenRanks } from "./rankedMilliNats";

export interface LayerInfluence extends RankedInfluence {
  layer: number;
  /** The same curves of the final layer. */
  final: { layer: number; rare: RankedCurve | null; common: RankedCurve | null };
}

const both = ["rare", "common"] as const;

/** The ranked curves of one layer with their fits and, thin behind them, those of the final layer. */
export function prepareLayerInfluence(data: LayerInfluence, options: RankedInfluenceOptions): CurvesSpec {
  const spec = prepareRankedInfluence(data, options);
  const behind = both.flatMap((band): Curve[] => {
    const curve = data.final[band];
    if (!curve) return [];
    const y = rankedMilliNats(curve.values);
    const { label, color, dash } = bandLook[band];
    return [
      {
        ...{ key: `${band} final`, label: `${label}, layer ${data.final.layer}`, color, dash },
        ...{ shape: "line", x: Float64Array.from(y, (_, i) => i + 1), y, width: 1, faint: true },
      },
    ];
  });
  const seen = [...both.map((band) => data[band]), ...both.map((band) => data.final[band])].flatMap(
    (curve) => {
      const ranked = rankedMilliNats(curve?.values ?? []);
      return [...ranked.subarray(0, seenRanks(ranked.length))];
    },
  );
  const longest = Math.max(2, ...behind.map(({ y }) => y.length), spec.x.domain[1] / 1.15);
  return {
    ...spec,
    name: `${spec.name}, layer ${data.layer}`,
    x: { ...spec.x, domain: [0.9, longest * 1.15] },
    y: { ...spec.y, domain: paddedDomain("log", seen, { margin: 0.12 }) ?? spec.y.domain },
    curves: [
      ...spec.curves.map((curve) =>
        curve.partOf === undefined ? { ...curve, label: `${curve.label}, layer ${data.layer}` } : curve,
      ),
      ...behind,
    ],
    summary: `Layer ${data.layer} beside layer ${data.final.layer}, the final one. ${spec.summary}`,
  };
}
