import { modularity } from "./modularity";

export interface SignedModularity {
  /** (w⁺Q⁺ − w⁻Q⁻)/(w⁺ + w⁻), w± the sums of positive and negative weights (Gómez, Jensen and Arenas 2009). */
  q: number;
  /** Q⁺ − Q⁻, each the plain modularity of the positive and of the negative weights; 0 where there are none. */
  difference: number;
}

/** Both modularities of a partition of a correlation graph; the diagonal is no edge. */
export function signedModularity(
  correlation: Float64Array,
  communities: ArrayLike<number>,
): SignedModularity | null {
  const n = communities.length;
  const positive = part(correlation, n, 1);
  const negative = part(correlation, n, -1);
  const [plus, minus] = [sumOf(positive), sumOf(negative)];
  if (plus + minus === 0) return null;
  const qPlus = modularity(positive, communities) ?? 0;
  const qMinus = modularity(negative, communities) ?? 0;
  return { q: (plus * qPlus - minus * qMinus) / (plus + minus), difference: qPlus - qMinus };
}

/**
 * B with Q = Σ over pairs in the same community of B_ij, for the first of the two:
 * (A⁺ − k⁺k⁺ᵀ/w⁺ − A⁻ + k⁻k⁻ᵀ/w⁻)/(w⁺ + w⁻).
 *
 * @param correlation [n, n] symmetric
 * @returns [n, n], or null for a graph without edges
 */
export function modularityMatrix(correlation: Float64Array, n: number): Float64Array | null {
  const parts = [1, -1].map((sign) => {
    const weights = part(correlation, n, sign);
    const degrees = Float64Array.from({ length: n }, (_, i) => sumOf(weights.subarray(i * n, (i + 1) * n)));
    return { sign, degrees, total: sumOf(degrees) };
  });
  const total = parts.reduce((sum, one) => sum + one.total, 0);
  if (total === 0) return null;
  const matrix = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      let entry = i === j ? 0 : correlation[i * n + j]!;
      for (const { sign, degrees, total: own } of parts) {
        if (own > 0) entry -= (sign * degrees[i]! * degrees[j]!) / own;
      }
      matrix[i * n + j] = entry / total;
    }
  }
  return matrix;
}

/** max(0, ±A) without its diagonal. */
function part(correlation: Float64Array, n: number, sign: number): Float64Array {
  return correlation.map((r, at) => (at % (n + 1) === 0 ? 0 : Math.max(0, sign * r)));
}

const sumOf = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0);
