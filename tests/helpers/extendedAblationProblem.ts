import { normalsFrom, seededRandom } from "~/core/stats/random";
import type { AblationProblem } from "~workers/backends/ablationProblem";
import { type AblationShape, randomAblationProblem } from "./randomAblationProblem";

export type Extension = "softCap" | "postNorm" | "frequency";
export const extensions: Record<string, Extension[]> = {
  "a cap": ["softCap"],
  "a norm of the MLP's output": ["postNorm"],
  frequency: ["frequency"],
  "a cap and such a norm": ["softCap", "postNorm"],
  "all three": ["softCap", "postNorm", "frequency"],
};

/** The problem of a shape, with what stands between a neuron and the loss drawn from the same seed. */
export function extendedAblationProblem(
  seed: number,
  shape: AblationShape,
  wanted: Extension[],
  cap = 8,
): AblationProblem {
  const random = seededRandom(seed);
  const problem = randomAblationProblem(random, shape);
  const { T, V, d } = shape;
  const normals = (count: number, sd: number, mean = 0) =>
    Float32Array.from(normalsFrom(random, count), (z) => mean + sd * z);
  const counts = Float64Array.from(normalsFrom(random, V), (z) => Math.exp(2 * z));
  const total = counts.reduce((sum, count) => sum + count, 0);
  return {
    ...problem,
    softCap: wanted.includes("softCap") ? cap : null,
    postNorm: wanted.includes("postNorm")
      ? { gamma: normals(d, 0.2, 1), epsilon: 1e-5, mlpOutput: normals(T * d, 0.7) }
      : null,
    frequency: wanted.includes("frequency")
      ? { logUnigram: counts.map((count) => Math.log(count / total)) }
      : null,
  };
}
