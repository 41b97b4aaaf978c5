"use client";

import { parseAsInteger, parseAsStringLiteral, useQueryStates } from "nuqs";
import { parseAsFlag } from "../live/parseAsFlag";
import { bandNames, rankedCurveNames } from "./rankedCurve";

const address = {
  /** What is ranked: |Δ|, or the neurons whose ablation hurts, or helps. */
  curve: parseAsStringLiteral(rankedCurveNames).withDefault("absolute"),
  /** Of the heat map and the lists. */
  band: parseAsStringLiteral(bandNames).withDefault("rare"),
  cuts: parseAsFlag.withDefault(false),
  rivals: parseAsFlag.withDefault(false),
  fits: parseAsFlag.withDefault(true),
  /** The earlier step of the migrations; null: the measured one before. */
  from: parseAsInteger,
};

/** How the Influence screen is looked at; in the address, so that copying it shares the view. */
export function useInfluenceView() {
  const [view, setView] = useQueryStates(address);
  return { view, setView: (change: Partial<typeof view>) => void setView(change) };
}
