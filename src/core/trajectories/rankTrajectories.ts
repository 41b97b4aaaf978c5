import { requireThat } from "../errors";

/**
 * The rank of every neuron at every step: 0 has the largest value, ties by index.
 *
 * @param vectors one [m] per step, of the same neurons
 * @returns one [m] per step
 */
export function rankTrajectories(vectors: readonly ArrayLike<number>[]): Int32Array[] {
  const neurons = vectors[0]?.length ?? 0;
  return vectors.map((values, step) => {
    requireThat(
      values.length === neurons,
      `step ${step} has ${values.length} neurons and the first ${neurons}: no trajectory goes through both`,
    );
    const ranks = new Int32Array(neurons);
    Int32Array.from({ length: neurons }, (_, i) => i)
      .sort((a, b) => values[b]! - values[a]! || a - b)
      .forEach((neuron, rank) => (ranks[neuron] = rank));
    return ranks;
  });
}
