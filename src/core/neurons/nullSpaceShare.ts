import { requireThat } from "../errors";
import { leastEigenvectors } from "../linalg/leastEigenvectors";
import type { GramOf, TridiagonalOf } from "../linalg/matrixKernels";

export interface NullSpaceOptions {
  norm: "layer" | "rms";
  /** [d] scale of the final norm. */
  gamma: Float32Array;
  /** [V, d] one row per token. */
  unembedding: Float32Array;
  gramOf: GramOf;
  tridiagonalOf: TridiagonalOf;
}

export interface NullSpaceShare {
  /** [m] ρ in [0, 1]; null for a neuron that writes nothing. */
  share: (number | null)[];
  /** k, the directions counted to the null space. */
  directions: number;
}

/** The part of the residual stream's directions that counts as the effective null space. */
const nullShare = 0.01;

/**
 * ρ_i = ‖V₀ᵀ w_i‖ / ‖w_i‖: how much of what a neuron writes lies where the unembedding hardly looks, V₀ the
 * k = max(1, ⌊.01 d⌋) left singular directions of least singular value of the effective unembedding. As Stolfo et al. (2406.16254)
 * it is folded: γ times W_U, centred over the tokens (a shift of all logits changes nothing), and, where the final norm
 * centres, with w_i and the directions centred too; the one direction that the centring itself removes is no finding and
 * is left out.
 *
 * @param wOut [m, d]
 */
export function nullSpaceShare(wOut: Float32Array, options: NullSpaceOptions): NullSpaceShare {
  const { norm, gamma } = options;
  const d = gamma.length;
  const directions = Math.max(1, Math.floor(nullShare * d));
  const vectors = leastEigenvectors(effectiveGram(options), {
    ...{ n: d, k: directions },
    tridiagonalOf: options.tridiagonalOf,
  });
  const share = Array.from({ length: wOut.length / d }, (_, i) => {
    const w = Float64Array.from(wOut.subarray(i * d, (i + 1) * d));
    if (norm === "layer") centre(w);
    let [inside, whole] = [0, 0];
    for (let j = 0; j < d; j++) whole += w[j]! ** 2;
    for (let k = 0; k < directions; k++) {
      let along = 0;
      for (let j = 0; j < d; j++) along += w[j]! * vectors[k * d + j]!;
      inside += along ** 2;
    }
    return whole > 0 ? Math.min(1, Math.sqrt(inside / whole)) : null;
  });
  return { share, directions };
}

/** [d, d] A Aᵀ of the effective unembedding A = C Γ W_U (C: centring over d, or none). */
function effectiveGram({ norm, gamma, unembedding, gramOf }: NullSpaceOptions): Float64Array {
  const d = gamma.length;
  const tokens = unembedding.length / d;
  requireThat(
    Number.isInteger(tokens),
    `an unembedding of ${unembedding.length} entries has no rows of ${d}`,
  );
  const gram = gramOf(unembedding, tokens, d, "columns");

  const mean = new Float64Array(d);
  for (let v = 0; v < tokens; v++) for (let j = 0; j < d; j++) mean[j]! += unembedding[v * d + j]! / tokens;
  for (let i = 0; i < d; i++) {
    for (let j = 0; j < d; j++)
      gram[i * d + j] = gamma[i]! * gamma[j]! * (gram[i * d + j]! - tokens * mean[i]! * mean[j]!);
  }
  if (norm === "layer") centreBothSides(gram, d);
  return gram;
}

/** G ← C G C + tr G · 11ᵀ/d: the constant direction, which C empties, is put at the far end. */
function centreBothSides(gram: Float64Array, d: number): void {
  for (let i = 0; i < d; i++) centre(gram.subarray(i * d, (i + 1) * d));
  const column = new Float64Array(d);
  let trace = 0;
  for (let j = 0; j < d; j++) {
    for (let i = 0; i < d; i++) column[i] = gram[i * d + j]!;
    centre(column);
    for (let i = 0; i < d; i++) gram[i * d + j] = column[i]!;
    trace += column[j]!;
  }
  for (let at = 0; at < gram.length; at++) gram[at]! += trace / d;
}

function centre(values: Float64Array): void {
  let mean = 0;
  for (const value of values) mean += value / values.length;
  for (let j = 0; j < values.length; j++) values[j]! -= mean;
}
