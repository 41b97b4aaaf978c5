import type { CalibratedRegimes } from "./regimeFit";

/** Neurons of each regime by falling influence; an absent regime has none. */
export interface RegimeMembers {
  plateau: Int32Array;
  powerLaw: Int32Array;
  decay: Int32Array;
}

/**
 * @param values [m] the influences that were fitted
 * @param fit their regimes
 */
export function regimeMembers(values: Float64Array, fit: CalibratedRegimes): RegimeMembers {
  const none = new Int32Array(0);
  if (!fit.measurable) return { plateau: none, powerLaw: none, decay: none };

  const ranked = Int32Array.from(values.keys())
    .filter((i) => values[i]! > 0)
    .sort((a, b) => values[b]! - values[a]! || a - b);
  const begin = Math.round(fit.r1.value);
  const end = Math.max(begin, Math.min(ranked.length, Math.round(fit.r2.value)));
  return {
    plateau: fit.plateau.present ? ranked.slice(0, begin) : none,
    powerLaw: fit.powerLaw.present ? ranked.slice(begin, end) : none,
    decay: fit.decay.present ? ranked.slice(end) : none,
  };
}
