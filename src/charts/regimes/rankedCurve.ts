import type { CalibratedRegimes } from "~/core/regimes/regimeFit";

/** One band's influences at one step. */
export interface RankedCurve {
  /** Nats, one a neuron, in any order; zero and negative ones are left out and counted. */
  values: ArrayLike<number>;
  regimes: CalibratedRegimes | null;
  /** Ranks past it are not told from zero. */
  noiseFloorRank: number | null;
}
