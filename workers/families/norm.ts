/**
 * A norm over the last axis, with its scale in `name`.weight and its shift in `name`.bias.
 * "layer": (x − mean) / √(variance + ε); "rms": x / √(mean of squares + ε).
 */
export interface Norm {
  readonly kind: "layer" | "rms";
  readonly epsilon: number;
  /** Absent where it scales by 1 and has no weights (OLMo). */
  readonly name?: string;
  readonly bias: "required" | "optional" | "none";
  /** Added to the stored scale: 1 where zeros mean "leave it as it is" (Gemma). */
  readonly offset?: number;
}

export const layerNorm = (name: string, epsilon: number, bias: Norm["bias"] = "required"): Norm => ({
  kind: "layer",
  ...{ name, epsilon, bias },
});

/** LayerNorm without weights. */
export const plainLayerNorm = (epsilon: number): Norm => ({ kind: "layer", epsilon, bias: "none" });

export const rmsNorm = (name: string, epsilon: number, offset = 0): Norm => ({
  kind: "rms",
  ...{ name, epsilon, offset },
  bias: "none",
});
