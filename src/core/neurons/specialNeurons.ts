import { topNeurons } from "../influence/topNeurons";
import { median } from "../stats/quantile";

/** A kind of neuron known from elsewhere, to hold groups against. */
export interface SpecialNeurons {
  /** The n of largest axis, the largest first. */
  members: Int32Array;
  /** Neurons that could have been chosen. */
  candidates: Int32Array;
}

interface Axis {
  /** [m] what the kind is recognised by; null where it cannot be measured. */
  axis: readonly (number | null)[];
  /** [m] how much the neuron does at all: those below the median are not looked at, since shares of nothing are noise. */
  size: Float64Array;
  /** Neurons wanted. */
  count: number;
}

/**
 * Entropy neurons: those that write most where the unembedding hardly looks (axis: null-space share ρ, size: ‖w_out‖), and so
 * act through the final norm's scale. Token-frequency neurons: those whose influence goes most through the direction of
 * token frequency (axis: 1 − I_freqfrozen/I, size: mean shift of KL to the unigram law). Stolfo et al. 2406.16254.
 */
export function specialNeurons({ axis, size, count }: Axis): SpecialNeurons {
  const typical = median(size.slice().sort());
  const candidates = Int32Array.from(size.keys()).filter((i) => size[i]! >= typical && axis[i] !== null);
  const own = Float64Array.from(candidates, (i) => axis[i]!);
  const members = topNeurons(own, Math.min(count, candidates.length)).map((k) => candidates[k]!);
  return { members, candidates };
}
