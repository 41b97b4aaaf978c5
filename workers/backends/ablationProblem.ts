/**
 * Everything the exact mean ablation of a final MLP needs, at T evaluated positions.
 * METHODS §2; row-major, losses in nats.
 */
export interface AblationProblem {
  /** "layer": centre and divide by the standard deviation; "rms": divide by the root mean square. */
  norm: "layer" | "rms";
  epsilon: number;
  /** [T, d] the residual stream after the last block, before the final norm. */
  finalResidual: Float32Array;
  /** [T, m] activations after the nonlinearity (gated MLPs: act(gate)·up). */
  activations: Float32Array;
  /** [m, d] one output weight per neuron. */
  wOut: Float32Array;
  /** [d] scale of the final norm. */
  gamma: Float32Array;
  /** [d] shift of the final norm, or null. */
  beta: Float32Array | null;
  /** [V, d] one row per token. */
  unembedding: Float32Array;
  /** [V] or null. */
  unembeddingBias: Float32Array | null;
  /** [T] the token to predict at each position. */
  targets: Int32Array;
  /** [T] the band of each position, 0 … bandCount − 1. Bands are disjoint; "all" is their sum. */
  bands: Uint8Array;
  bandCount: number;
  /** [T] the sequence of each position, 0 … sequenceCount − 1. */
  sequences: Int32Array;
  sequenceCount: number;
}

/**
 * Sums over positions of Δ[t,i] = loss with neuron i at its mean − loss, split by band and sequence so that
 * means, standard errors over sequences and bootstraps all follow from them. Additive over blocks of positions.
 */
export interface AblationSums {
  /** [T] clean loss in nats. */
  loss: Float64Array;
  /** [m] mean activation over all T positions: the value each neuron is set to. */
  meanActivation: Float64Array;
  /** Each [bandCount, sequenceCount, m]. */
  absolute: Float64Array;
  signed: Float64Array;
  /** The same with the final norm's standard deviation kept at its clean value. */
  frozenAbsolute: Float64Array;
  frozenSigned: Float64Array;
  /** [bandCount, sequenceCount] positions. */
  counts: Float64Array;
}
