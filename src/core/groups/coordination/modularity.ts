import { requireThat } from "../../errors";

/**
 * Newman's modularity of a partition of a weighted graph: Q = Σ_{ij in the same community} (A_ij − k_i k_j/2m)/2m, the
 * share of edge weight inside communities beyond what the degrees alone would put there.
 *
 * @param adjacency [n, n] symmetric, not negative; the diagonal counts as twice a self-loop
 * @param communities [n]
 * @returns null for a graph without edges
 */
export function modularity(adjacency: Float64Array, communities: ArrayLike<number>): number | null {
  const n = communities.length;
  requireThat(adjacency.length === n * n, `${n} nodes need ${n * n} weights, not ${adjacency.length}`);
  const degrees = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) degrees[i]! += adjacency[i * n + j]!;
  }
  const total = degrees.reduce((sum, degree) => sum + degree, 0);
  if (total === 0) return null;

  let inside = 0;
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      if (communities[i] !== communities[j]) continue;
      inside += adjacency[i * n + j]! - (degrees[i]! * degrees[j]!) / total;
    }
  }
  return inside / total;
}
