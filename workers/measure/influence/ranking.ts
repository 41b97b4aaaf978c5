import type { CalibratedRegimes } from "~/core/regimes/regimeFit";

/** How the neurons of the final MLP rank on rare targets: what groups are made by. */
export interface Ranking {
  /** [m] absolute influence on rare targets. */
  readonly rare: Float64Array;
  /** Its calibrated regimes. */
  readonly fit: CalibratedRegimes;
  /** Over all targets; null where it was not measured. */
  readonly frequency: FrequencyAxis | null;
}

/** What tells token-frequency neurons. */
export interface FrequencyAxis {
  /** [m] absolute influence, and what is left of it with the projection on token frequency kept; nats. */
  readonly absolute: Float64Array;
  readonly frozen: Float64Array;
  /** [m] mean |KL(P' ‖ p_uni) − KL(P ‖ p_uni)| */
  readonly klShift: Float64Array;
}
