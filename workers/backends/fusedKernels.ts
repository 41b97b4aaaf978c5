/**
 * The tfjs kernels of our own. workers/lm/ops calls them by these names; a backend that registers all of them, and
 * the stock kernels that Plateau uses, can train. Inputs and outputs are row-major float32 unless said otherwise; those
 * with a ? may be missing, and then the outputs are that belong to them. A NaN passes through all of them, so that a step
 * that breaks ends in a loss that is none, which the trainer names; measurements (NumericKernels) refuse it instead.
 */
export const fusedKernels = {
  /** { ids [B,C] int32, wte [V,d], wpe? [Cmax,d] }, { scale } → [B·C, d] = scale · wte[ids] + wpe */
  embed: "PlateauEmbed",
  /** { ids, dy [B·C,d] }, { vocabulary: V, positions: Cmax or 0 without wpe, scale } → [dwte, dwpe?] */
  embedGradient: "PlateauEmbedGradient",
  /** { x [N,d], gamma [d], beta [d] }, { epsilon } → [y, mean [N], inverse [N]] */
  layerNorm: "PlateauLayerNorm",
  /** { x, gamma, mean, inverse, dy } → [dx, dgamma, dbeta] */
  layerNormGradient: "PlateauLayerNormGradient",
  /** { x [N,d], gamma [d] }, { epsilon } → [y, inverse [N]] */
  rmsNorm: "PlateauRmsNorm",
  /** { x, gamma, inverse, dy } → [dx, dgamma] */
  rmsNormGradient: "PlateauRmsNormGradient",
  /** { x [N,in], weight [in,out], or [out,in] when transposed, bias? [out] }, { transposed } → [N, out] */
  linear: "PlateauLinear",
  /** { x, weight, dy }, { transposed, biased } → [dx, dweight, dbias when biased] */
  linearGradient: "PlateauLinearGradient",
  /** { x }, { form: ActivationForm } → like x */
  activation: "PlateauActivation",
  /** { x, dy }, { form } → like x */
  activationGradient: "PlateauActivationGradient",
  /** { gate, up }, both of one shape, { form: ActivationForm } → activation(gate) · up */
  gated: "PlateauGated",
  /** { gate, up, dy }, { form } → [dgate, dup] */
  gatedGradient: "PlateauGatedGradient",
  /** { x [B·C,heads·dHead], cosines [C,r/2], sines [C,r/2] }, RotaryAttributes → like x; its own gradient, backwards */
  rotary: "PlateauRotary",
  /** { qkv [B·C,3d] }, { batch, context, heads } → [out [B·C,d], logsum [B,heads,C]] */
  causalAttention: "PlateauCausalAttention",
  /** { qkv, out, logsum, dy }, { batch, context, heads } → dqkv */
  causalAttentionGradient: "PlateauCausalAttentionGradient",
  /**
   * { q [B·C,heads·dHead], k and v [B·C,keyValueHeads·dHead] }, GroupedAttentionAttributes
   * → [out like q, logsum [B,heads,C]]
   */
  attention: "PlateauAttention",
  /** { q, k, v, out, logsum, dy }, GroupedAttentionAttributes → [dq, dk, dv] */
  attentionGradient: "PlateauAttentionGradient",
  /**
   * { x [N,d], unembedding [V,d], bias? [V], targets [N] int32 }, { softCap } → [loss [], dx, dunembedding, dbias?],
   * the mean's gradient
   */
  crossEntropy: "PlateauCrossEntropy",
  /** { x [N,d], unembedding [V,d], bias? [V], targets [N] int32 }, { softCap } → losses [N] */
  tokenLosses: "PlateauTokenLosses",
  /** { 0, 1, … } → [] */
  sumOfSquares: "PlateauSumOfSquares",
  /** { param, grad, m, v }, AdamWAttributes → param; param, m and v are changed in place */
  adamWStep: "PlateauAdamWStep",
} as const;

/**
 * "erf": GELU, x·Φ(x). "tanh": its approximation ½x(1 + tanh(√(2/π)(x + 0.044715x³))). With σ(x) = 1/(1 + e^−x):
 * "silu": x·σ(x). "quick": x·σ(1.702x). "relu": max(x, 0). "relu2": max(x, 0)².
 */
export const activationForms = ["erf", "tanh", "silu", "quick", "relu", "relu2"] as const;

export type ActivationForm = (typeof activationForms)[number];
export type GeluForm = Extract<ActivationForm, "erf" | "tanh">;

export interface AttentionAttributes {
  batch: number;
  context: number;
  heads: number;
}

export interface GroupedAttentionAttributes extends AttentionAttributes {
  /** Divides heads: each of them serves heads / keyValueHeads neighbouring query heads. */
  keyValueHeads: number;
  /** Of q·k, often 1/√dHead. */
  scale: number;
  /** Scores s become softCap · tanh(s / softCap); 0: they stay. */
  softCap: number;
  /** How many keys a query sees at most, its own among them; 0: all that came before. */
  window: number;
}

export interface RotaryAttributes extends AttentionAttributes {
  /** Which entries of a head make pair j of r/2: "half" (j, j + r/2), "interleaved" (2j, 2j + 1). */
  layout: "half" | "interleaved";
  /** Turns by −θ. */
  backwards: boolean;
}

export interface AdamWAttributes {
  lr: number;
  beta1: number;
  beta2: number;
  eps: number;
  weightDecay: number;
  /** 1 at the first update. */
  step: number;
  /** Multiplies the gradient: 1, or less where the norm of all gradients is clipped. */
  gradScale: number;
}
