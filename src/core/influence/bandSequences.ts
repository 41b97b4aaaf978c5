import type { Provenance } from "../provenance";
import type { BandInfluence } from "./summarizeInfluence";

const parameterOf = (band: string) => `${band} sequences`;

/** As parameters: over how many sequences the standard errors of each band are, S. */
export function bandSequences(summary: Record<string, BandInfluence | null>): Record<string, number> {
  return Object.fromEntries(
    Object.entries(summary).flatMap(([band, means]) =>
      means === null ? [] : [[parameterOf(band), means.absolute.clusters]],
    ),
  );
}

/** S of a band, by the provenance of its cell; of a measurement that did not write it down the most it can be. */
export function sequencesOfBand(
  { parameters, sequences }: Pick<Provenance, "parameters" | "sequences">,
  band: string,
): number | null {
  const stored = parameters[parameterOf(band)];
  return typeof stored === "number" ? stored : sequences;
}
