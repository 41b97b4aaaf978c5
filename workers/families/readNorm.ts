import type { NamedWeights } from "./namedWeights";
import type { Norm } from "./norm";

export interface NormValues {
  readonly kind: Norm["kind"];
  readonly epsilon: number;
  /** [width] as it multiplies. */
  readonly gamma: Float32Array;
  /** [width] or null. */
  readonly beta: Float32Array | null;
}

export async function readNorm(
  weights: NamedWeights,
  { kind, epsilon, name, bias, offset = 0 }: Norm,
  width: number,
): Promise<NormValues> {
  if (name === undefined) return { kind, epsilon, gamma: new Float32Array(width).fill(1), beta: null };
  const stored = await weights.read(`${name}.weight`);
  const hasBias = bias !== "none" && weights.shapeOf(`${name}.bias`) !== undefined;
  return {
    ...{ kind, epsilon },
    gamma: offset === 0 ? stored : stored.map((value) => value + offset),
    beta: hasBias ? await weights.read(`${name}.bias`) : null,
  };
}
