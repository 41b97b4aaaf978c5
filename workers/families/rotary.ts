/**
 * Rotary positions: at position p the pair j of a head's first `width` entries turns by p · θ_j, θ_j = base^(−2j/width)
 * before scaling. Su et al. 2021 (arXiv 2104.09864).
 */
export interface Rotary {
  readonly width: number;
  /** Which entries are a pair: "half" (j, j + width/2), "interleaved" (2j, 2j + 1). */
  readonly layout: "half" | "interleaved";
  readonly base: number;
  readonly scaling: RotaryScaling | null;
}

/** How a model was stretched to longer texts than it was first trained on, by Hugging Face's names. */
export type RotaryScaling =
  /** θ_j / factor. Chen et al. 2023 (arXiv 2306.15595) */
  | { readonly kind: "linear"; readonly factor: number }
  /** Beyond `context` positions the base grows with the length of the text (NTK-aware). */
  | { readonly kind: "dynamic"; readonly factor: number; readonly context: number }
  /** Long waves are divided by `factor`, short ones stay, those between are blended. Llama 3.1. */
  | {
      readonly kind: "llama3";
      readonly factor: number;
      readonly lowFrequencyFactor: number;
      readonly highFrequencyFactor: number;
      readonly context: number;
    }
  /** Blended between the dimensions that turn `betaFast` and `betaSlow` times in `context`. arXiv 2309.00071 */
  | {
      readonly kind: "yarn";
      readonly factor: number;
      readonly betaFast: number;
      readonly betaSlow: number;
      readonly context: number;
      readonly truncate: boolean;
      /** Multiplies cosines and sines. */
      readonly magnitude: number;
    }
  /** A divisor for each pair, one list for texts up to `context` and one for longer ones. Phi-3, arXiv 2402.13753 */
  | {
      readonly kind: "longrope";
      readonly shortFactors: readonly number[];
      readonly longFactors: readonly number[];
      readonly context: number;
      readonly magnitude: number;
    };
