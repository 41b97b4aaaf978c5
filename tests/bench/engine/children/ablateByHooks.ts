import type { AblationProblem } from "~workers/backends/ablationProblem";
import type { KernelLibrary } from "~workers/backends/kernelLibrary";

/**
 * Mean ablation as a hook does it: the residual stream with one neuron at its mean goes through the final norm, once with
 * its own scale and once with the clean one, and through the whole unembedding; all positions at once, on the same
 * kernels as everything else.
 *
 * @param problem with a layer norm with a shift, and nothing of what other families add
 * @param neurons the first so many
 * @returns [T, neurons] Δ with the norm free, in nats
 */
export function ablateByHooks(
  library: KernelLibrary,
  problem: AblationProblem,
  neurons: number,
): Float64Array<ArrayBuffer> {
  const { finalResidual, activations, wOut, gamma, unembedding, targets, epsilon } = problem;
  const [T, d] = [targets.length, gamma.length];
  const [m, V] = [wOut.length / d, unembedding.length / d];
  const beta = problem.beta!;
  const [normed, ablated] = [new Float32Array(T * d), new Float32Array(T * d)];
  const [mean, inverse, cleanInverse] = [new Float32Array(T), new Float32Array(T), new Float32Array(T)];
  const [clean, free, frozen] = [new Float32Array(T), new Float32Array(T), new Float32Array(T)];
  const losses = (of: Float32Array) =>
    library.token_losses(T, d, V, normed, unembedding, null, 0, targets, of);
  library.layer_norm(T, d, finalResidual, gamma, beta, epsilon, normed, mean, cleanInverse);
  losses(clean);

  const effects = new Float64Array(T * neurons);
  for (let i = 0; i < neurons; i++) {
    let sum = 0;
    for (let t = 0; t < T; t++) sum += activations[t * m + i]!;
    for (let t = 0; t < T; t++) {
      const shift = sum / T - activations[t * m + i]!;
      for (let k = 0; k < d; k++) ablated[t * d + k] = finalResidual[t * d + k]! + shift * wOut[i * d + k]!;
    }
    library.layer_norm(T, d, ablated, gamma, beta, epsilon, normed, mean, inverse);
    losses(free);
    for (let t = 0; t < T; t++)
      for (let k = 0; k < d; k++)
        normed[t * d + k] = (ablated[t * d + k]! - mean[t]!) * cleanInverse[t]! * gamma[k]! + beta[k]!;
    losses(frozen);
    for (let t = 0; t < T; t++) effects[t * neurons + i] = free[t]! - clean[t]!;
  }
  return effects;
}
