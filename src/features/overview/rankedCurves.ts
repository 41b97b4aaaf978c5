import type { inferRouterOutputs } from "@trpc/server";
import type { RankedInfluence } from "~/charts/regimes/prepareRankedInfluence";
import type { AppRouter } from "~/server/root";

type InfluenceAtStep = inferRouterOutputs<AppRouter>["influence"]["at"];

/** The two ranked curves of a step with their calibrated fits, as the chart takes them. */
export function rankedCurves({ step, bands, calibrated }: InfluenceAtStep): RankedInfluence {
  const curve = (band: "rare" | "common") => {
    const values = bands[band]?.absolute;
    if (!values) return null;
    const regimes = calibrated.find((fit) => fit.band === band && fit.curve === "absolute")?.fit ?? null;
    return { values, regimes, noiseFloorRank: regimes?.measurable ? regimes.noiseFloorRank : null };
  };
  return { step, rare: curve("rare"), common: curve("common") };
}
