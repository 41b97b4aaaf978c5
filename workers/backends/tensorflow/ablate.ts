import * as tf from "@tensorflow/tfjs-core";
import { requireThat } from "~/core/errors";
import type { AblationProblem, AblationSums } from "../ablationProblem";
import {
  ablateInBlocks,
  isPlainProblem,
  type AblationDevice,
  largestAlpha,
  untold,
  type BlockEffects,
  type PositionBlock,
} from "../float32Ablation/ablateInBlocks";
import type { AblationOptions } from "../numericKernels";

/** What one [positions, neurons, V] tensor may take; about ten of them are alive at a time. */
const BUDGET = { pairBytes: 64 * 2 ** 20, neuronBytes: 256 * 2 ** 20 };

interface Signatures {
  /** [neurons, V] */
  g: tf.Tensor2D;
  /** [neurons, d] the output weights, centred for a LayerNorm. */
  output: tf.Tensor2D;
  /** [neurons] */
  variance: tf.Tensor1D;
}

/**
 * Exact mean ablation of every neuron, METHODS §2, of tfjs's stock operations, whatever backend runs them: each Δ to 1e-6
 * nats or 1e-4 of its value, whichever is larger. Every pair of a position and a neuron has its vocabulary in memory,
 * so both are cut into blocks.
 *
 * @throws AppError invalid_argument when the parts do not fit each other, hold a NaN or an infinity, or are no plain problem; not_measurable when
 * the logits leave the range of float32
 */
export async function tensorAblate(
  problem: AblationProblem,
  { budget = BUDGET, ...options }: AblationOptions & { budget?: typeof BUDGET } = {},
): Promise<AblationSums> {
  requireThat(
    isPlainProblem(problem),
    "Ablation by tfjs has no soft cap, no norm after the MLP and no sums by token frequency: the native kernels have.",
  );
  const d = problem.gamma.length;
  const V = Math.max(1, Math.floor(problem.unembedding.length / d));
  const neurons = Math.max(1, Math.floor(budget.neuronBytes / (4 * V)));
  const positions = Math.max(1, Math.min(64, Math.floor(budget.pairBytes / (4 * V))));
  const pairs = Math.max(1, Math.floor(budget.pairBytes / (4 * V * positions)));
  const kept: tf.Tensor[] = [];
  try {
    return await ablateInBlocks(
      problem,
      { positions, neurons: Math.min(neurons, pairs), ...options },
      (bias) => {
        const unembedding = tf.tensor2d(problem.unembedding.slice(), [V, d]);
        const logitBias = tf.tensor1d(Float32Array.from(bias));
        kept.push(unembedding, logitBias);
        return deviceOf(unembedding, logitBias);
      },
    );
  } finally {
    tf.dispose(kept);
  }
}

function deviceOf(unembedding: tf.Tensor2D, bias: tf.Tensor1D): AblationDevice<Signatures> {
  const [V, d] = unembedding.shape;
  const rowsOf = (values: Float32Array) => tf.tensor2d(values, [values.length / d, d]);
  const project = (scaled: Float32Array): tf.Tensor2D => tf.matMul(rowsOf(scaled), unembedding, false, true);
  return {
    signatures: ({ scaled, centred, variance }) => {
      const made = tf.tidy(() => [project(scaled), rowsOf(centred), tf.tensor1d(variance)]);
      const [g, output, variances] = made as [tf.Tensor2D, tf.Tensor2D, tf.Tensor1D];
      return { g, output, variance: variances };
    },
    effects: async (block, signatures, neurons) => {
      const made = tf.tidy(() =>
        effectsOf({
          ...{ block, L: project(block.scaled), centred: rowsOf(block.centred) },
          ...{ bias, V, d, neurons, ...signatures },
        }),
      );
      const [free, frozen, losses] = await Promise.all(made.map((tensor) => tensor.data<"float32">()));
      tf.dispose(made);
      const effects = new Float32Array(2 * free!.length);
      free!.forEach((value, at) => (effects[2 * at] = value));
      frozen!.forEach((value, at) => (effects[2 * at + 1] = value));
      return { effects, losses: losses! } satisfies BlockEffects;
    },
    release: ({ g, output, variance }) => tf.dispose([g, output, variance]),
  };
}

interface Pairs extends Signatures {
  block: PositionBlock;
  /** [positions, V] clean logits without their bias. */
  L: tf.Tensor2D;
  bias: tf.Tensor1D;
  /** [positions, d] */
  centred: tf.Tensor2D;
  V: number;
  d: number;
  neurons: number;
}

/** Δ free and frozen [positions, neurons], and the clean losses [positions]. The algebra is that of kernels/ablation.h. */
function effectsOf({ block, L, bias, centred, g, output, variance, V, d, neurons }: Pairs): tf.Tensor[] {
  const { count } = block;
  const targets = tf.tensor1d(block.targets, "int32");
  const atTargets = tf.stack([tf.range(0, count, 1, "int32"), targets], 1);
  const logits = tf.add(L, bias);
  const normalizer = tf.logSumExp(logits, 1, true);
  const weights = tf.reshape(tf.exp(tf.sub(logits, normalizer)), [count, 1, V]);
  const losses = tf.sub(tf.reshape(normalizer, [count]), tf.gatherND(logits, atTargets));

  // x_v − x_y = α (L_v − L_y) + s (g_v − g_y): nothing of the size of a logit is left where nothing changes.
  const clean = tf.sub(L, tf.reshape(tf.gatherND(L, atTargets), [count, 1]));
  const gAtTargets = tf.reshape(tf.transpose(tf.gather(g, targets, 1)), [count, neurons, 1]);
  const signatures = tf.sub(tf.reshape(g, [1, neurons, V]), gAtTargets);

  const c = tf.tensor2d(block.changes, [count, neurons]);
  const square = tf.tensor2d(block.variance, [count, 1]);
  const product = tf.mul(tf.matMul(centred, output, false, true), 2 / d);
  // σ'²/σ² − 1
  const u = tf.div(tf.mul(c, tf.add(product, tf.mul(c, variance))), square);
  const ratio = tf.sqrt(tf.maximum(tf.add(u, 1), smallest));
  const alpha = tf.neg(tf.div(u, tf.mul(ratio, tf.add(ratio, 1))));
  const frozen = tf.div(c, tf.sqrt(square));
  const scaled = (scale: tf.Tensor, rows: tf.Tensor) => tf.mul(tf.reshape(scale, [count, neurons, 1]), rows);
  const frozenShifts = scaled(frozen, signatures);
  const freeShifts = tf.add(
    scaled(alpha, tf.reshape(clean, [count, 1, V])),
    scaled(tf.div(frozen, ratio), signatures),
  );

  const told = tf.greaterEqual(tf.mul(ratio, 1 + largestAlpha), 1);
  const free = tf.where(told, effectOf(weights, freeShifts), tf.fill([count, neurons], untold));
  return [free, effectOf(weights, frozenShifts), losses];
}

/** Keeps a division finite whose outcome is not used. */
const smallest = 1e-12;

/**
 * ln Σ P e^x for shifts with x_y = 0: M + ln(1 + Σ P (e^(x−M) − 1)) with M the largest, where the sum does not come near −1,
 * which is where it is exact for small x; else M + ln Σ P e^(x−M).
 *
 * @param weights [positions, 1, V] P
 * @param shifts [positions, neurons, V]
 */
function effectOf(weights: tf.Tensor, shifts: tf.Tensor): tf.Tensor {
  const most = tf.max(shifts, 2, true);
  const below = tf.sub(shifts, most);
  const near = tf.sum(tf.mul(weights, tf.expm1(below)), 2);
  const far = tf.sum(tf.mul(weights, tf.exp(below)), 2);
  const logarithm = tf.where(
    tf.greater(near, -0.5),
    tf.log1p(tf.maximum(near, -0.75)),
    tf.log(tf.maximum(far, 1e-37)),
  );
  return tf.add(logarithm, tf.reshape(most, logarithm.shape));
}
