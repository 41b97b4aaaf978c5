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

/** Of which standard scores are in memory. */
const positionsAtOnce = 4096;

/**
 * The correlation matrix of activations, once for all groups of the layer and their draws. Standard scores are made
 * and multiplied by blocks of positions, so the work space is 8·min(T, 4096)·m bytes whatever T is. (Cosines of
 * centred activations are the same numbers: ⟨x − x̄, y − ȳ⟩ over both lengths is Pearson's r.)
 *
 * @param activations [T, m], row-major, finite
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
  const rows = Math.min(positions, positionsAtOnce);
  const scores = new Float64Array(rows * neurons);
  let matrix: Float64Array | null = null;
  for (let first = 0; first < positions; first += rows) {
    const used = Math.min(rows, positions - first);
    let at = 0;
    for (let from = first * neurons; at < used * neurons; from += neurons) {
      for (let i = 0; i < neurons; i++, at++) scores[at] = (activations[from + i]! - mean[i]!) * scale[i]!;
    }
    const block = gramOf(scores.subarray(0, at), used, neurons, "columns");
    if (matrix === null) matrix = block;
    else for (let entry = 0; entry < block.length; entry++) matrix[entry]! += block[entry]!;
  }
  return { matrix: matrix!, alive, neurons, positions };
}

/** [m] 1 where the neuron's activation varies. @param activations [T, m] */
export const activeNeurons = (activations: Float32Array | Float64Array, neurons: number): Uint8Array =>
  columnScales(activations, activations.length / neurons, neurons).alive;

function columnScales(activations: Float32Array | Float64Array, positions: number, neurons: number) {
  const mean = new Float64Array(neurons);
  const largest = new Float64Array(neurons);
  for (let t = 0, at = 0; t < positions; t++) {
    for (let i = 0; i < neurons; i++, at++) {
      const value = activations[at]!;
      mean[i]! += value;
      const size = Math.abs(value);
      if (size > largest[i]!) largest[i] = size;
    }
  }
  for (let i = 0; i < neurons; i++) mean[i]! /= positions;
  const squares = new Float64Array(neurons);
  for (let t = 0, at = 0; t < positions; t++) {
    for (let i = 0; i < neurons; i++, at++) {
      const deviation = activations[at]! - mean[i]!;
      squares[i]! += deviation * deviation;
    }
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

/**
 * @param own [n, n] what they are written to
 * @returns [n, n] the correlations between the n members, in their order
 */
export function correlationOf(
  { matrix, neurons }: ActivationCorrelation,
  members: Int32Array,
  own = new Float64Array(members.length ** 2),
): Float64Array {
  const n = members.length;
  for (let i = 0; i < n; i++) {
    const row = members[i]! * neurons;
    for (let j = 0; j < n; j++) own[i * n + j] = matrix[row + members[j]!]!;
  }
  return own;
}
