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
  const rows = Array.from(members, (neuron) =>
    Float64Array.from({ length: positions }, (_, t) => activations[t * neurons + neuron]!),
  ).filter(standardize);
  const scores = new Float64Array(rows.length * positions);
  rows.forEach((row, i) => scores.set(row, i * positions));
  return { scores, size: rows.length, positions, contextLength };
}

/** A copy in which each neuron's contexts come in an order of their own, whole and unchanged inside. */
export function shuffleContexts(activations: GroupActivations, random: Random): Float64Array {
  const { scores, size, positions, contextLength } = activations;
  const shuffled = new Float64Array(scores.length);
  const order = Int32Array.from({ length: positions / contextLength }, (_, context) => context);
  for (let i = 0; i < size; i++) {
    shuffle(order, random);
    order.forEach((context, place) => {
      const from = i * positions + context * contextLength;
      shuffled.set(scores.subarray(from, from + contextLength), i * positions + place * contextLength);
    });
  }
  return shuffled;
}
