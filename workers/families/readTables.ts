import type { Architecture } from "./architecture";
import type { NamedWeights } from "./namedWeights";
import { projectRows } from "./projectRows";
import { readLinear } from "./readLinear";

/** [V, d] what each token puts into the residual stream, before its scale. */
export async function readEmbedding(
  { sizes, embedding }: Architecture,
  weights: NamedWeights,
): Promise<Float32Array> {
  const tokens = await weights.read(`${embedding.tokens}.weight`);
  if (!embedding.projection) return tokens;
  const { linear, width: inner } = embedding.projection;
  const { weight } = await readLinear(weights, linear, { inputs: inner, order: "in,out" });
  return projectRows(tokens, weight, { inner, columns: sizes.width });
}

/** [V, d] what each token reads of the normed residual stream. */
export async function readUnembedding(
  architecture: Architecture,
  weights: NamedWeights,
): Promise<Float32Array> {
  const { sizes, head } = architecture;
  const tokens = await weights.read(`${unembeddingName(architecture, weights)}.weight`);
  if (!head.projection) return tokens;
  const { linear, width: inner } = head.projection;
  const { weight } = await readLinear(weights, linear, { inputs: sizes.width });
  return projectRows(tokens, weight, { inner, columns: sizes.width });
}

/** The embedding where it is tied to it. */
export function unembeddingName({ embedding, head }: Architecture, { shapeOf }: NamedWeights): string {
  const isTied = head.tied ?? shapeOf(`${head.unembedding}.weight`) === undefined;
  return isTied ? embedding.tokens : head.unembedding;
}
