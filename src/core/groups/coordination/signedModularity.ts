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
  const [plus, minus] = [new Float64Array(n), new Float64Array(n)];
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      const r = i === j ? 0 : correlation[i * n + j]!;
      if (r > 0) plus[i]! += r;
      else minus[i]! -= r;
    }
  }
  const [positive, negative] = [sumOf(plus), sumOf(minus)];
  const total = positive + negative;
  if (total === 0) return null;
  const matrix = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      let entry = i === j ? 0 : correlation[i * n + j]!;
      if (positive > 0) entry -= (plus[i]! * plus[j]!) / positive;
      if (negative > 0) entry += (minus[i]! * minus[j]!) / negative;
      matrix[i * n + j] = entry / total;
    }
  }
  return matrix;
}

/** max(0, ±A) without its diagonal. */
function part(correlation: Float64Array, n: number, sign: number): Float64Array {
  const weights = new Float64Array(n * n);
  for (let at = 0; at < weights.length; at++) weights[at] = Math.max(0, sign * correlation[at]!);
  for (let i = 0; i < n; i++) weights[i * (n + 1)] = 0;
  return weights;
}

function sumOf(values: Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum;
}
