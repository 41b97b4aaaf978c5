import { overlapPValue } from "../influence/overlapPValue";
import { overlapSize } from "../influence/jaccard";
import { requireThat } from "../errors";
import type { RegimeMembers } from "../regimes/regimeMembers";

/** Where a neuron can be: in a regime, or in none, because it is absent or the neuron has no influence. */
export const regimeNames = ["plateau", "powerLaw", "decay", "none"] as const;
export type RegimeName = (typeof regimeNames)[number];

export interface RegimeMigration {
  /** from × to: neurons that were there and are there now. Sums to m. */
  counts: Record<RegimeName, Record<RegimeName, number>>;
  /** How much of each regime stayed, by chance alone: P(X ≥ stayed), hypergeometric; null where one of the two is empty. */
  stayedP: Record<RegimeName, number | null>;
}

/**
 * How neurons moved between the regimes of two steps.
 *
 * @param neurons m, of which the members are
 */
export function regimeMigration(
  before: RegimeMembers,
  after: RegimeMembers,
  neurons: number,
): RegimeMigration {
  const [from, to] = [setsOf(before, neurons), setsOf(after, neurons)];
  const table = <T>(of: (name: RegimeName) => T) =>
    Object.fromEntries(regimeNames.map((name) => [name, of(name)])) as Record<RegimeName, T>;
  const counts = table((a) => table((b) => overlapSize(from[a], to[b])));
  const stayedP = table((name) => {
    const [first, second] = [from[name].length, to[name].length];
    if (first === 0 || second === 0) return null;
    return overlapPValue({ population: neurons, first, second, shared: counts[name][name] });
  });
  return { counts, stayedP };
}

function setsOf(members: RegimeMembers, neurons: number): Record<RegimeName, Int32Array> {
  const regime = new Uint8Array(neurons);
  for (const name of ["plateau", "powerLaw", "decay"] as const) {
    for (const neuron of members[name]) {
      requireThat(neuron >= 0 && neuron < neurons, `neuron ${neuron} is none of the ${neurons}`);
      requireThat(regime[neuron] === 0, `neuron ${neuron} is in two regimes`);
      regime[neuron] = 1;
    }
  }
  const none = Int32Array.from(regime.keys()).filter((neuron) => regime[neuron] === 0);
  return { ...members, none };
}
