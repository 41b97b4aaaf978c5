import { requireThat } from "../errors";
import type { GramOf } from "../linalg/matrixKernels";

/** Pearson correlations between the neurons of a layer over T positions. */
export interface ActivationCorrelation {
  /** [m, m]; rows and columns of neurons that never vary are zero. */
  matrix: Float64Array;
  /** [m] 0 where the neuron's activation never varies. */
  alive: Uint8Array;
  neurons: number;
  positions: number;
}

/**
 * The correlation matrix of activations, once for all groups of the layer and their draws.
 *
 * @param activations [T, m], row-major, finite; 8·max(T, m)·m bytes of work space
 */
export function correlateActivations(
  activations: Float32Array | Float64Array,
  { positions, neurons, gramOf }: { positions: number; neurons: number; gramOf: GramOf },
): ActivationCorrelation {
  requireThat(
    activations.length === positions * neurons && positions > 0,
    `${positions} positions of ${neurons} neurons are ${positions * neurons} activations, not ${activations.length}`,
  );
  const { mean, scale, alive } = columnScales(activations, positions, neurons);
  // Rows of zeros change no inner product, and make the neurons the smaller side, whose Gram matrix it is.
  const rows = Math.max(positions, neurons + 1);
  const scores = new Float64Array(rows * neurons);
  for (let t = 0, at = 0; t < positions; t++) {
    for (let i = 0; i < neurons; i++, at++) scores[at] = (activations[at]! - mean[i]!) * scale[i]!;
  }
  return { matrix: gramOf(scores, rows, neurons), alive, neurons, positions };
}

function columnScales(activations: Float32Array | Float64Array, positions: number, neurons: number) {
  const mean = new Float64Array(neurons);
  const largest = new Float64Array(neurons);
  for (let t = 0, at = 0; t < positions; t++) {
    for (let i = 0; i < neurons; i++, at++) {
      const value = activations[at]!;
      mean[i]! += value / positions;
      largest[i] = Math.max(largest[i]!, Math.abs(value));
    }
  }
  const squares = new Float64Array(neurons);
  for (let t = 0, at = 0; t < positions; t++) {
    for (let i = 0; i < neurons; i++, at++) squares[i]! += (activations[at]! - mean[i]!) ** 2;
  }
  const alive = new Uint8Array(neurons);
  const scale = squares.map((sum, i) => {
    requireThat(Number.isFinite(sum), `neuron ${i} has an activation that is not finite`);
    // The mean of equal values is rounded, so they leave a little variance behind.
    alive[i] = Math.sqrt(sum / positions) > 1e-10 * largest[i]! ? 1 : 0;
    return alive[i] === 1 ? 1 / Math.sqrt(sum) : 0;
  });
  return { mean, scale, alive };
}
