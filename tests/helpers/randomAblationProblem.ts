import { type Random, normalsFrom, randomInteger } from "~/core/stats/random";
import type { AblationProblem } from "~workers/backends/ablationProblem";

export interface AblationShape {
  T: number;
  m: number;
  V: number;
  d: number;
  norm: "layer" | "rms";
  beta: boolean;
  bias: boolean;
  /** Of the output weights: 0.1 moves logits by some hundredths, 30 by hundreds. */
  scale: number;
}

/** A problem of Gaussian numbers, in two bands and three sequences. */
export function randomAblationProblem(random: Random, shape: AblationShape): AblationProblem {
  const { T, m, V, d } = shape;
  const normals = (count: number, sd: number, mean = 0) =>
    Float32Array.from(normalsFrom(random, count), (z) => mean + sd * z);
  const integers = (count: number, bound: number) =>
    Array.from({ length: count }, () => randomInteger(random, bound));
  return {
    norm: shape.norm,
    epsilon: 1e-5,
    finalResidual: normals(T * d, 2, 0.3),
    activations: normals(T * m, 1, 0.2),
    wOut: normals(m * d, shape.scale),
    postNorm: null,
    gamma: normals(d, 0.2, 1),
    beta: shape.beta ? normals(d, 0.3) : null,
    unembedding: normals(V * d, 2 / Math.sqrt(d)),
    unembeddingBias: shape.bias ? normals(V, 1) : null,
    softCap: null,
    frequency: null,
    targets: Int32Array.from(integers(T, V)),
    bands: Uint8Array.from(integers(T, 2)),
    bandCount: 2,
    sequences: Int32Array.from(integers(T, 3)),
    sequenceCount: 3,
  };
}
