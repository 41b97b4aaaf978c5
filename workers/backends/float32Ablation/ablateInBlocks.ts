import { AppError } from "~/core/errors";
import type { AblationProblem, AblationSums } from "../ablationProblem";
import { emptyAblationSums } from "../emptyAblationSums";
import { inOneSet } from "../inOneSet";
import { type AblationSizes, requireAblationProblem } from "../requireAblationProblem";
import type { AblationOptions } from "../numericKernels";
import { float64Effect } from "./float64Effect";
import { type InnerRows, innerRows } from "./innerRows";
import { type NormedRows, normedRows } from "./normedRows";

/** Positions with what a device needs of them, all of them for a block of neurons. */
export interface PositionBlock extends NormedRows {
  count: number;
  /** [count] */
  targets: Int32Array;
  /** [count, neurons] c, what ablation adds to an activation. */
  changes: Float32Array;
  /** What a norm of the MLP's output makes of them, where there is one. */
  inner: InnerRows | null;
}

/** The output weights of neurons, times the scale of the norm of the MLP's output where there is one. */
export interface NeuronBlock extends NormedRows {
  count: number;
  /** [count, d] as the MLP adds them up. */
  weights: Float32Array;
}

export interface BlockEffects {
  /**
   * [count, neurons, 2] Δ with the norm free and frozen, in nats; `untold` where float32 cannot tell. [count, neurons, 4] where
   * the problem asks for token frequency: then Δ with its direction kept, and the difference of KL.
   */
  effects: Float32Array;
  /** [count] of the clean model, in nats. */
  losses: Float32Array;
}

/** A device without float64, which knows the unembedding and the bias of the logits. */
export interface AblationDevice<Signatures> {
  /** The directions of neurons in the logits. */
  signatures: (neurons: NeuronBlock) => Signatures;
  effects: (positions: PositionBlock, signatures: Signatures, neurons: number) => Promise<BlockEffects>;
  release: (signatures: Signatures) => void;
}

/** Whether a problem has the shortest algebra: logits as they are, an MLP that writes straight into the residual stream. */
export function isPlainProblem({ softCap, postNorm, frequency }: AblationProblem): boolean {
  return softCap === null && postNorm === null && frequency === null;
}

/** Larger than any Δ of float32 logits. */
export const untold = 1e30;

/**
 * A neuron whose ablation leaves less than half of σ, so that α is above this, has α L and s g cancel: float64 has to tell
 * what is left.
 */
export const largestAlpha = 1;

export interface BlockSizes extends Pick<AblationOptions, "throwIfCancelled" | "onEffects"> {
  /** Positions and neurons at a time. */
  positions: number;
  neurons: number;
}

/**
 * Exact mean ablation of every neuron, METHODS §2, on a device without float64: the sums over the vocabulary there, what is
 * of the size of the residual stream and the sums over positions in float64 here.
 *
 * @throws AppError not_measurable when the logits leave the range of float32; what `blocks.throwIfCancelled` throws
 */
export async function ablateInBlocks<Signatures>(
  given: AblationProblem,
  blocks: BlockSizes,
  open: (bias: Float64Array) => AblationDevice<Signatures>,
): Promise<AblationSums> {
  const problem = inOneSet(given);
  const sizes = requireAblationProblem(problem);
  const { T, m } = sizes;
  const sums = emptyAblationSums(problem, sizes);
  const bias = logitBias(problem, sizes);
  const device = open(bias);

  let waiting: Promise<void> = Promise.resolve();
  try {
    for (let i = 0; i < m; i += blocks.neurons) {
      const n = Math.min(blocks.neurons, m - i);
      const signatures = device.signatures(neuronBlock(problem, i, n));
      try {
        for (let t = 0; t < T; t += blocks.positions) {
          blocks.throwIfCancelled?.();
          const count = Math.min(blocks.positions, T - t);
          const positions = positionBlock(problem, sums.meanActivation, { t, count, i, n });
          const found = device.effects(positions, signatures, n);
          const before = waiting;
          waiting = Promise.all([found, before]).then(([block]) => {
            const free = addEffects(sums, problem, { ...block, t, count, i, n, bias });
            blocks.onEffects?.({ t, count, i, n, free });
          });
          // The device works on this block while the one before it is added up.
          await before;
        }
      } finally {
        device.release(signatures);
      }
    }
  } finally {
    await waiting;
  }
  if (!sums.loss.every(Number.isFinite) || !sums.absolute.every(Number.isFinite))
    throw new AppError(
      "not_measurable",
      "Ablation: the logits of this checkpoint leave the range of float32.",
    );
  return sums;
}

function neuronBlock({ wOut, norm, gamma, postNorm }: AblationProblem, i: number, n: number): NeuronBlock {
  const d = gamma.length;
  const weights = wOut.subarray(i * d, (i + n) * d);
  const written = postNorm === null ? weights : weights.map((value, at) => value * postNorm.gamma[at % d]!);
  return { count: n, weights, ...normedRows(written, { norm, gamma, epsilon: null }) };
}

interface Pairs {
  /** Positions t … t + count − 1, neurons i … i + n − 1. */
  t: number;
  count: number;
  i: number;
  n: number;
}

function positionBlock(
  problem: AblationProblem,
  mean: Float64Array,
  { t, count, i, n }: Pairs,
): PositionBlock {
  const { finalResidual, targets, activations, norm, gamma, epsilon } = problem;
  const [d, m] = [gamma.length, mean.length];
  const changes = new Float32Array(count * n);
  for (let r = 0; r < count; r++)
    for (let k = 0; k < n; k++) changes[r * n + k] = mean[i + k]! - activations[(t + r) * m + i + k]!;
  const rows = normedRows(finalResidual.subarray(t * d, (t + count) * d), { norm, gamma, epsilon });
  const inner = innerRows(problem, { t, count, residual: rows.centred });
  return { count, changes, targets: targets.slice(t, t + count), ...rows, inner };
}

/** @returns [count, n] Δ with the norm free */
function addEffects(
  sums: AblationSums,
  problem: AblationProblem,
  { t, count, i, n, effects, losses, bias }: Pairs & BlockEffects & { bias: Float64Array },
): Float64Array {
  const { bands, sequences, sequenceCount, activations } = problem;
  const m = sums.meanActivation.length;
  sums.loss.set(losses, t);
  const told = new Float64Array(count * n);
  const { frequency } = sums;
  const numbers = frequency === null ? 2 : 4;
  for (let r = 0; r < count; r++) {
    const cell = (bands[t + r]! * sequenceCount + sequences[t + r]!) * m + i;
    for (let k = 0; k < n; k++) {
      const at = numbers * (r * n + k);
      let effect: ArrayLike<number> = effects.subarray(at, at + numbers);
      if (effect[0] === untoldFloat32) {
        const c = sums.meanActivation[i + k]! - activations[(t + r) * m + i + k]!;
        effect = float64Effect(problem, bias, { t: t + r, i: i + k, c });
      }
      const [free, frozen] = [effect[0]!, effect[1]!];
      told[r * n + k] = free;
      sums.absolute[cell + k]! += Math.abs(free);
      sums.signed[cell + k]! += free;
      sums.frozenAbsolute[cell + k]! += Math.abs(frozen);
      sums.frozenSigned[cell + k]! += frozen;
      if (frequency === null) continue;
      frequency.frozenAbsolute[cell + k]! += Math.abs(effect[2]!);
      frequency.frozenSigned[cell + k]! += effect[2]!;
      frequency.divergence[cell + k]! += Math.abs(effect[3]!);
    }
  }
  return told;
}

const untoldFloat32 = Math.fround(untold);

/** b = β W_U + b_U. [V] */
function logitBias(
  { beta, unembedding, unembeddingBias }: AblationProblem,
  { V, d }: AblationSizes,
): Float64Array {
  return Float64Array.from({ length: V }, (_, v) => {
    let sum = unembeddingBias?.[v] ?? 0;
    if (beta !== null) for (let j = 0; j < d; j++) sum += beta[j]! * unembedding[v * d + j]!;
    return sum;
  });
}
