import type { CalibratedRegimes } from "~/core/regimes/regimeFit";

/** How the neurons of the final MLP rank on rare targets: what groups are made by. */
export interface Ranking {
  /** [m] absolute influence on rare targets. */
  readonly rare: Float64Array;
  /** Its calibrated regimes. */
  readonly fit: CalibratedRegimes;
}
