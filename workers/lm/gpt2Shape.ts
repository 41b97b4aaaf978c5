import type { RunConfig } from "~/core/runConfig";
import type { GeluForm } from "~workers/backends/fusedKernels";

/** The sizes of a GPT-2, and what else its forward pass depends on. */
export interface Gpt2Shape {
  readonly layers: number;
  /** d_model */
  readonly width: number;
  readonly heads: number;
  /** d_mlp */
  readonly mlpWidth: number;
  readonly context: number;
  readonly vocabulary: number;
  /** Added to the variance in every LayerNorm. */
  readonly epsilon: number;
  /** GELU by the error function, or GPT-2's approximation of it. */
  readonly gelu: GeluForm;
}

export const shapeOfRun = ({ model }: RunConfig): Gpt2Shape => ({ ...model, epsilon: 1e-5, gelu: "erf" });
