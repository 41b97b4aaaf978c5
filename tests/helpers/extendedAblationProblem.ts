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

/** Shapes that each may break something, around a usual one and one of more tokens than a tile has. */
export const extendedShapes = (
  usual: AblationShape,
  tiled: Partial<AblationShape>,
): Record<string, AblationShape> => ({
  "odd sizes": usual,
  "a layer norm": { ...usual, norm: "layer", beta: true },
  "one position": { ...usual, T: 1 },
  "one neuron": { ...usual, m: 1 },
  "one token, which is certain": { ...usual, V: 1 },
  "few dimensions": { ...usual, d: 3, scale: 0.03 },
  "more than one tile of everything": { ...usual, ...tiled },
  "shifts of thousandths of a nat": { ...usual, scale: 1e-3 },
  "shifts of a nat": { ...usual, scale: 0.5 },
  "shifts of several nats": { ...usual, scale: 2 },
  "shifts beyond float32's exponentials": { ...usual, scale: 60 },
});

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
