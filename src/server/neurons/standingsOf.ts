import { ranksOf } from "~/core/influence/ranksOf";
import type { CalibratedRegimes } from "~/core/regimes/regimeFit";
import { type RegimeName, regimeOfNeurons } from "~/core/regimes/regimeOfNeurons";
import type { NeuronVector } from "~/db/listNeuronVectors";

/** Where every neuron stands in the ranked curve of one band. */
export interface Standings {
  /** From 1, by absolute influence. */
  rank: number[];
  /** null: in no regime. */
  regime: (RegimeName | null)[];
  /** How many neurons are told from zero; null where nothing was fitted or there are no standard errors. */
  noiseFloorRank: number | null;
}

/** @returns null where the band was not measured */
export function standingsOf(
  vectors: readonly NeuronVector[],
  band: string,
  fit: CalibratedRegimes | null,
): Standings | null {
  const found = vectors.find((vector) => vector.name === "influence.absolute" && vector.band === band);
  if (!found) return null;
  const absolute = Float64Array.from(found.values, (value) => value ?? 0);
  return {
    rank: [...ranksOf(absolute)],
    regime: fit ? regimeOfNeurons(absolute, fit) : Array.from(absolute, () => null),
    noiseFloorRank: fit?.measurable ? fit.noiseFloorRank : null,
  };
}
