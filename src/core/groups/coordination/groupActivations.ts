import { requireThat } from "../../errors";
import { type Random } from "../../stats/random";
import { shuffle } from "../../stats/shuffle";
import { standardize } from "../standardizeRows";

/** A group's activations as unit vectors over the positions of whole contexts. */
export interface GroupActivations {
  /** [size, T] by neuron: centred, of length 1, so that products are Pearson correlations. */
  scores: Float64Array;
  /** Neurons of the group that vary. */
  size: number;
  /** T = contexts · contextLength. */
  positions: number;
  contextLength: number;
}

/**
 * @param activations [T, m], row-major: contexts one after the other
 * @param options.members neurons of the group; those that never vary are left out
 */
export function groupActivations(
  activations: Float32Array | Float64Array,
  options: { neurons: number; contextLength: number; members: ArrayLike<number> },
): GroupActivations {
  const { neurons, contextLength, members } = options;
  const positions = activations.length / neurons;
  requireThat(
    Number.isInteger(positions) && positions % contextLength === 0,
    `${activations.length} activations of ${neurons} neurons are not whole contexts of ${contextLength} positions`,
  );
  const wanted = Int32Array.from(members);
  const all = Array.from(wanted, () => new Float64Array(positions));
  for (let t = 0, row = 0; t < positions; t++, row += neurons) {
    for (let k = 0; k < wanted.length; k++) all[k]![t] = activations[row + wanted[k]!]!;
  }
  const rows = all.filter(standardize);
  const scores = new Float64Array(rows.length * positions);
  rows.forEach((row, i) => scores.set(row, i * positions));
  return { scores, size: rows.length, positions, contextLength };
}

/**
 * A copy in which each neuron's contexts come in an order of their own, whole and unchanged inside.
 *
 * @param shuffled [size, T] what it is written to
 */
export function shuffleContexts(
  activations: GroupActivations,
  random: Random,
  shuffled = new Float64Array(activations.scores.length),
): Float64Array {
  const { scores, size, positions, contextLength } = activations;
  const order = Int32Array.from({ length: positions / contextLength }, (_, context) => context);
  for (let i = 0; i < size; i++) {
    shuffle(order, random);
    for (let place = 0, to = i * positions; place < order.length; place++, to += contextLength) {
      const from = i * positions + order[place]! * contextLength;
      shuffled.set(scores.subarray(from, from + contextLength), to);
    }
  }
  return shuffled;
}
