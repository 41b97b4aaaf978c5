import { randomInteger, seededRandom } from "~/core/stats/random";

/**
 * For each position the activations of another, drawn at random with replacement, one draw for all neurons: what they
 * hold together stays together.
 *
 * @param activations [T, m]
 * @returns [T, n]
 */
export function resampledActivations(
  activations: Float32Array,
  { neurons, positions, seed }: { neurons: Int32Array; positions: number; seed: number },
): Float32Array {
  const all = activations.length / positions;
  const random = seededRandom(seed);
  const drawn = new Float32Array(positions * neurons.length);
  for (let t = 0, at = 0; t < positions; t++) {
    const from = randomInteger(random, positions) * all;
    for (let k = 0; k < neurons.length; k++, at++) drawn[at] = activations[from + neurons[k]!]!;
  }
  return drawn;
}
