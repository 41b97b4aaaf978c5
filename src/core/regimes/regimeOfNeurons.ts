import type { CalibratedRegimes } from "./regimeFit";
import { regimeMembers } from "./regimeMembers";

export const regimeNames = ["plateau", "powerLaw", "decay"] as const;
export type RegimeName = (typeof regimeNames)[number];

/**
 * @param values [m] the influences that were fitted
 * @param fit their regimes
 * @returns [m] the regime each neuron is in; null where its stretch of ranks is no regime, or it has no rank
 */
export function regimeOfNeurons(values: Float64Array, fit: CalibratedRegimes): (RegimeName | null)[] {
  const members = regimeMembers(values, fit);
  const regimes: (RegimeName | null)[] = Array.from(values, () => null);
  for (const name of regimeNames) for (const neuron of members[name]) regimes[neuron] = name;
  return regimes;
}
