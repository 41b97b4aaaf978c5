import type { InfluenceSums } from "~/core/influence/influenceSums";

export interface Change {
  band: number;
  sequence: number;
  /** [m] Δ of each neuron at one position. */
  delta: number[];
}

/** The sums of given changes, added up one position at a time; frozen changes are half as large. */
export function sumChanges(changes: Change[], bands: number, sequences: number): InfluenceSums {
  const neurons = changes[0]!.delta.length;
  const zeros = () => new Float64Array(bands * sequences * neurons);
  const sums = {
    absolute: zeros(),
    signed: zeros(),
    frozenAbsolute: zeros(),
    frozenSigned: zeros(),
    counts: new Float64Array(bands * sequences),
  };
  for (const { band, sequence, delta } of changes) {
    const row = band * sequences + sequence;
    sums.counts[row]!++;
    delta.forEach((value, i) => {
      const at = row * neurons + i;
      sums.signed[at]! += value;
      sums.absolute[at]! += Math.abs(value);
      sums.frozenSigned[at]! += value / 2;
      sums.frozenAbsolute[at]! += Math.abs(value) / 2;
    });
  }
  return sums;
}
