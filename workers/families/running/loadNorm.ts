import { type Tensor, tensor1d } from "@tensorflow/tfjs-core";
import { layerNorm } from "~workers/lm/ops/layerNorm";
import { rmsNorm } from "~workers/lm/ops/rmsNorm";
import type { NamedWeights } from "../namedWeights";
import type { Norm } from "../norm";
import { readNorm } from "../readNorm";
import type { Apply } from "./loadLinear";

/** Puts a norm on the current backend; none leaves everything as it is. */
export async function loadNorm(
  weights: NamedWeights,
  norm: Norm | null | undefined,
  { width, keep }: { readonly width: number; readonly keep: <T extends Tensor>(tensor: T) => T },
): Promise<Apply> {
  if (!norm) return (x) => x;
  const values = await readNorm(weights, norm, width);
  const { kind, epsilon } = values;
  const gamma = keep(tensor1d(values.gamma));
  if (kind === "rms") return (x) => rmsNorm(x, gamma, epsilon);
  const beta = keep(tensor1d(values.beta ?? new Float32Array(width)));
  return (x) => layerNorm(x, gamma, beta, epsilon);
}
