import { AppError } from "~/core/errors";
import type { AblationProblem, AblationSums } from "../ablationProblem";
import { emptyAblationSums } from "../emptyAblationSums";
import { type AblationSizes, requireAblationProblem } from "../requireAblationProblem";
import type { KernelLibrary } from "../kernelLibrary";
import type { AblationOptions } from "../numericKernels";

/** What the tables over the vocabulary may take: logits and weights by position, signatures by neuron. */
const BUDGET = { positionBytes: 256 * 2 ** 20, neuronBytes: 512 * 2 ** 20 };
/** Enough positions at a time to keep every thread busy. */
const MOST_POSITIONS = 256;

/**
 * Exact mean ablation of every neuron: METHODS §2, the algebra and its accuracy in workers/kernels/ablation.h. What is
 * of the size of the residual stream is done here in float64; what is of the size of the vocabulary, in C.
 * Each Δ and the order of the sums are the same whatever the tiles and the number of threads.
 *
 * @throws AppError invalid_argument when the parts do not fit each other, or hold a NaN or an infinity; not_measurable when
 * the logits leave the range of float32
 */
export function nativeAblate(
  library: KernelLibrary,
  problem: AblationProblem,
  { onEffects, ...budget }: Pick<AblationOptions, "onEffects"> & Partial<typeof BUDGET> = {},
): AblationSums {
  const { positionBytes, neuronBytes } = { ...BUDGET, ...budget };
  const sizes = requireAblationProblem(problem);
  const { T, m, V, d } = sizes;
  const sums = emptyAblationSums(problem, sizes);
  const ld = paddedLength(V);
  const bias = logitBias(problem, sizes, ld);
  const { norm, epsilon, gamma, unembedding, activations } = problem;

  const rows = Math.min(T, MOST_POSITIONS, Math.max(4, Math.floor(positionBytes / (20 * ld) / 4) * 4));
  const neurons = Math.min(m, Math.max(1, Math.floor(neuronBytes / (4 * ld))));
  const L = new Float32Array(rows * ld);
  const tiles = new Float32Array(Math.ceil(rows / 4) * 16 * ld);
  const positionRange = new Float64Array(rows);
  const positionMoments = new Float64Array(4 * rows);
  const g = new Float32Array(neurons * ld);
  const neuronRange = new Float64Array(neurons);
  const free = new Float64Array(rows * neurons);
  const frozen = new Float64Array(rows * neurons);

  for (let i = 0; i < m; i += neurons) {
    const n = Math.min(neurons, m - i);
    const mean = sums.meanActivation.subarray(i);
    const output = centredRows(problem.wOut.subarray(i * d, (i + n) * d), d, norm);
    library.gemm(0, 1, n, V, d, 1, scaledRows(output, gamma, null), d, unembedding, d, 0, g, ld);
    library.ablation_signatures(g, n, V, ld, neuronRange);

    for (let t = 0; t < T; t += rows) {
      const count = Math.min(rows, T - t);
      const targets = problem.targets.subarray(t, t + count);
      const loss = sums.loss.subarray(t, t + count);
      const residual = centredRows(problem.finalResidual.subarray(t * d, (t + count) * d), d, norm);
      library.gemm(0, 1, count, V, d, 1, scaledRows(residual, gamma, epsilon), d, unembedding, d, 0, L, ld);
      library.ablation_positions(L, count, V, ld, bias, targets, tiles, positionRange, positionMoments, loss);
      library.ablation_effects(
        ...([count, n, V, ld, d, L, tiles, bias, targets, positionRange, positionMoments] as const),
        ...([g, neuronRange, activations.subarray(t * m + i), m, mean, residual, output, epsilon] as const),
        ...([gamma, unembedding, free, frozen] as const),
      );
      addEffects(sums, problem, { t, count, i, n, m, free, frozen });
      onEffects?.({ t, count, i, n, free });
    }
  }
  if (!sums.loss.every(Number.isFinite) || !sums.absolute.every(Number.isFinite))
    throw new AppError(
      "not_measurable",
      "Ablation: the logits of this checkpoint leave the range of float32.",
    );
  return sums;
}

/** A multiple of 64, and an odd one, as ablation.h asks for. */
function paddedLength(V: number): number {
  const chunks = Math.ceil(V / 64);
  return 64 * (chunks % 2 === 0 ? chunks + 1 : chunks);
}

/** b = β W_U + b_U, and what ablation_positions wants in the padding. */
function logitBias(problem: AblationProblem, { V, d }: AblationSizes, ld: number): Float64Array {
  const { beta, unembedding, unembeddingBias } = problem;
  const bias = new Float64Array(ld).fill(-1e300);
  for (let v = 0; v < V; v++) {
    let sum = unembeddingBias?.[v] ?? 0;
    if (beta !== null) for (let j = 0; j < d; j++) sum += beta[j]! * unembedding[v * d + j]!;
    bias[v] = sum;
  }
  return bias;
}

/** Each row less its mean for a LayerNorm, as it is for an RMSNorm, in float64. [rows, d] */
function centredRows(values: Float32Array, d: number, norm: AblationProblem["norm"]): Float64Array {
  const rows = Float64Array.from(values);
  if (norm === "rms") return rows;
  for (let start = 0; start < rows.length; start += d) {
    let mean = 0;
    for (let j = 0; j < d; j++) mean += rows[start + j]!;
    mean /= d;
    for (let j = 0; j < d; j++) rows[start + j]! -= mean;
  }
  return rows;
}

/** Each centred row times γ, and divided by its own deviation σ where ε is given. [rows, d] */
function scaledRows(centred: Float64Array, gamma: Float32Array, epsilon: number | null): Float32Array {
  const d = gamma.length;
  const scaled = new Float32Array(centred.length);
  for (let start = 0; start < scaled.length; start += d) {
    let squares = 0;
    for (let j = 0; j < d; j++) squares += centred[start + j]! ** 2;
    const sigma = epsilon === null ? 1 : Math.sqrt(squares / d + epsilon);
    for (let j = 0; j < d; j++) scaled[start + j] = (centred[start + j]! * gamma[j]!) / sigma;
  }
  return scaled;
}

interface Effects {
  /** Positions t … t + count − 1, neurons i … i + n − 1 of m; free and frozen [count, n]. */
  t: number;
  count: number;
  i: number;
  n: number;
  m: number;
  free: Float64Array;
  frozen: Float64Array;
}

function addEffects(sums: AblationSums, problem: AblationProblem, effects: Effects): void {
  const { bands, sequences, sequenceCount } = problem;
  const { t, count, i, n, m, free, frozen } = effects;
  for (let r = 0; r < count; r++) {
    const cell = (bands[t + r]! * sequenceCount + sequences[t + r]!) * m + i;
    for (let k = 0; k < n; k++) {
      const delta = free[r * n + k]!;
      const frozenDelta = frozen[r * n + k]!;
      sums.absolute[cell + k]! += Math.abs(delta);
      sums.signed[cell + k]! += delta;
      sums.frozenAbsolute[cell + k]! += Math.abs(frozenDelta);
      sums.frozenSigned[cell + k]! += frozenDelta;
    }
  }
}
