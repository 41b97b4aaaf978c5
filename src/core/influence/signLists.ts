/** Neurons by what they do to the loss, the strongest first; those that do nothing are in neither. */
export interface SignLists {
  /** D > 0: ablation hurts, the neuron lowers the loss. */
  boost: Int32Array;
  /** D < 0: ablation helps. */
  suppress: Int32Array;
}

/** @param signed [m] D, mean Δ */
export function signLists(signed: Float64Array): SignLists {
  const neurons = Int32Array.from(signed.keys());
  return {
    boost: neurons.filter((i) => signed[i]! > 0).sort((a, b) => signed[b]! - signed[a]! || a - b),
    suppress: neurons.filter((i) => signed[i]! < 0).sort((a, b) => signed[a]! - signed[b]! || a - b),
  };
}
