import { type BandName, rare, type TokenBands } from "./tokenBands";

export interface BandDescription {
  name: BandName;
  /** Evaluated positions with a target in the band. */
  positions: number;
  /** Tokens of the vocabulary. */
  types: number;
  /** Σ p(v): the part of the training text. */
  tokenMass: number;
}

/** Fewer rare positions than this, and every rare number carries a warning. */
export const fewestRarePositions = 500;

/**
 * How large the bands are.
 *
 * @param positionBands [T] from bandOfTargets
 */
export function describeBands(bands: TokenBands, positionBands: Uint8Array): BandDescription[] {
  const described = bands.names.map((name) => ({ name, positions: 0, types: 0, tokenMass: 0 }));
  for (const band of positionBands) described[band]!.positions++;
  bands.band.forEach((band, v) => {
    described[band]!.types++;
    described[band]!.tokenMass += bands.probability[v]!;
  });
  return described;
}

/** For the reader, beside every rare number, or null where there are enough. */
export function rareWarning(described: readonly BandDescription[]): string | null {
  const positions = described[rare]?.positions ?? 0;
  if (positions >= fewestRarePositions) return null;
  return `only ${positions} of the evaluated positions have a rare target; below ${fewestRarePositions} rare numbers are unsure`;
}
