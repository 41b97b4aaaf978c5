/**
 * The tfjs kernels of our own. workers/lm/ops calls them by these names; a backend that registers all of them, and
 * the stock kernels that Plateau uses, can train. Inputs and outputs are row-major float32 unless said otherwise.
 */
export const fusedKernels = {
  /** { ids [B,C] int32, wte [V,d], wpe [Cmax,d] } → [B·C, d] */
  embed: "PlateauEmbed",
  /** { ids, dy [B·C,d] }, { vocabulary: V, positions: Cmax } → [dwte, dwpe] */
  embedGradient: "PlateauEmbedGradient",
  /** { x [N,d], gamma [d], beta [d] }, { epsilon } → [y, mean [N], inverse [N]] */
  layerNorm: "PlateauLayerNorm",
  /** { x, gamma, mean, inverse, dy } → [dx, dgamma, dbeta] */
  layerNormGradient: "PlateauLayerNormGradient",
  /** { x [N,in], weight [in,out], bias [out] } → [N, out] */
  linear: "PlateauLinear",
  /** { x, weight, dy } → [dx, dweight, dbias] */
  linearGradient: "PlateauLinearGradient",
  /** { x }, { form: "erf" | "tanh" } → like x */
  gelu: "PlateauGelu",
  /** { x, dy }, { form } → like x */
  geluGradient: "PlateauGeluGradient",
  /** { qkv [B·C,3d] }, { batch, context, heads } → [out [B·C,d], logsum [B,heads,C]] */
  causalAttention: "PlateauCausalAttention",
  /** { qkv, out, logsum, dy }, { batch, context, heads } → dqkv */
  causalAttentionGradient: "PlateauCausalAttentionGradient",
  /** { x [N,d], unembedding [V,d], targets [N] int32 } → [loss [], dx, dunembedding], the mean's gradient */
  crossEntropy: "PlateauCrossEntropy",
  /** { x [N,d], unembedding [V,d], targets [N] int32 } → losses [N] */
  tokenLosses: "PlateauTokenLosses",
  /** { 0, 1, … } → [] */
  sumOfSquares: "PlateauSumOfSquares",
  /** { param, grad, m, v }, AdamWAttributes → param; param, m and v are changed in place */
  adamWStep: "PlateauAdamWStep",
} as const;

export interface AttentionAttributes {
  batch: number;
  context: number;
  heads: number;
}

export type GeluForm = "erf" | "tanh";

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
