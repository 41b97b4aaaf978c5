import type { inferRouterOutputs } from "@trpc/server";
import type { Band } from "~/charts/bandLook";
import type { RankedCurve } from "~/charts/regimes/rankedCurve";
import type { AppRouter } from "~/server/root";

export type InfluenceAtStep = inferRouterOutputs<AppRouter>["influence"]["at"];

/** In the order of the panels; the last is there only where a run asks for elbow15. */
export const bandNames = ["rare", "common", "sub_elbow"] as const satisfies readonly Band[];

export const rankedCurveNames = ["absolute", "boost", "suppress"] as const;
export type RankedCurveName = (typeof rankedCurveNames)[number];

export const rankedCurveTitles: Record<RankedCurveName, string> = {
  absolute: "absolute influence",
  boost: "boosting influence",
  suppress: "suppressing influence",
};

/**
 * One band's ranked list as the chart takes it: |Δ| of every neuron, or the positive side of signed Δ (ablation
 * hurts: the neuron boosts) or of its negative (ablation helps: it suppresses). `null` where nothing is stored.
 */
export function rankedCurve(data: InfluenceAtStep, band: Band, curve: RankedCurveName): RankedCurve | null {
  const influence = data.bands[band];
  const values =
    curve === "absolute"
      ? influence?.absolute
      : influence?.signed?.map((value) => (curve === "boost" ? value : -value)).filter((value) => value > 0);
  if (!values) return null;
  const regimes = data.calibrated.find((fit) => fit.band === band && fit.curve === curve)?.fit ?? null;
  return { values, regimes, noiseFloorRank: regimes?.measurable ? regimes.noiseFloorRank : null };
}
