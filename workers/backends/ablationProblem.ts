/**
 * Everything the mean ablation of a final MLP needs, at T evaluated positions.
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
  /**
   * How many ablations of the same neurons this is, 1 unless said. Their activations, replacements and sums stand side by
   * side: m is `sets` times the neurons, and column i is neuron i mod (m / sets).
   */
  sets?: number;
  /** [m / sets, d] one output weight per neuron. */
  wOut: Float32Array;
  /** The norm between the MLP's output and the residual stream, or null where the output is added as it is. */
  postNorm: PostNorm | null;
  /** [d] scale of the final norm. */
  gamma: Float32Array;
  /** [d] shift of the final norm, or null. */
  beta: Float32Array | null;
  /** [V, d] one row per token. */
  unembedding: Float32Array;
  /** [V] or null. */
  unembeddingBias: Float32Array | null;
  /** Logits z become softCap · tanh(z / softCap) (Gemma 2); null where they stay as they are. */
  softCap: number | null;
  /** [m] what each activation is set to, where that is not the mean: zeros for zero ablation. */
  replacement?: Float64Array;
  /** Asks for the sums of `FrequencySums`. */
  frequency: TokenFrequency | null;
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
 * An RMS norm of the MLP's output h (Gemma 2 and 3, OLMo 2): the block adds h / sqrt(mean h² + ε) ⊙ γ to the
 * residual stream. With a neuron ablated h' = h + c·w_i, and its own scale follows in all sums; only the final norm's is
 * ever frozen.
 */
export interface PostNorm {
  /** [d] as it multiplies: Gemma's 1 + weight. */
  gamma: Float32Array;
  epsilon: number;
  /** [T, d] h, what the MLP puts out before this norm, its bias included. */
  mlpOutput: Float32Array;
}

export interface TokenFrequency {
  /** [V] ln p of every token's frequency in the training text, in nats; Σ p = 1. */
  logUnigram: Float64Array;
}

/**
 * Sums over positions of Δ[t,i] = loss with neuron i at its mean − loss, split by band and sequence so that
 * means, standard errors over sequences and bootstraps all follow from them. Additive over blocks of positions.
 */
export interface AblationSums {
  /** [T] clean loss in nats. */
  loss: Float64Array;
  /** [m] the value each neuron is set to: its mean activation over all T positions, or the problem's replacement. */
  meanActivation: Float64Array;
  /** Each [bandCount, sequenceCount, m]. */
  absolute: Float64Array;
  signed: Float64Array;
  /** The same with the final norm's standard deviation kept at its clean value. */
  frozenAbsolute: Float64Array;
  frozenSigned: Float64Array;
  /** null where the problem did not ask for them. */
  frequency: FrequencySums | null;
  /** [bandCount, sequenceCount] positions. */
  counts: Float64Array;
  /** The share of the T·m pairs whose Δ is the shortcut's, with a bound on its error; null where all are exact. */
  certifiedShare: number | null;
}

/**
 * What a neuron does through the frequency of tokens. With f the unit vector along ln p_uni less its mean over the
 * vocabulary, z the clean and z' the ablated logits. Each [bandCount, sequenceCount, m].
 */
export interface FrequencySums {
  /** |Δ| and Δ with z' − ⟨z' − z, f⟩ f for logits: their projection on f keeps its clean value. */
  frozenAbsolute: Float64Array;
  frozenSigned: Float64Array;
  /** |KL(P' ‖ p_uni) − KL(P ‖ p_uni)| with P' = softmax z', P = softmax z. */
  divergence: Float64Array;
}
