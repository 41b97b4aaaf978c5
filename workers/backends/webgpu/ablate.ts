import { AppError } from "~/core/errors";
import type { AblationProblem, AblationSums } from "../ablationProblem";
import { emptyAblationSums } from "../emptyAblationSums";
import { type AblationSizes, requireAblationProblem } from "../requireAblationProblem";
import { float64Effect } from "./float64Effect";
import type { Gpu } from "./gpu";
import { type NormedRows, normedRows } from "./normedRows";
import { multiply } from "./tensors/multiply";

/** What the tables over the vocabulary may take, and the work between two answers, which a driver may cut off. */
const BUDGET = { positionBytes: 256 * 2 ** 20, neuronBytes: 256 * 2 ** 20, elements: 2 ** 31 };
const MOST_POSITIONS = 256;

/** ablationPairs.wgsl says this where it leaves a Δ to float64. */
const untold = 1e29;

/**
 * Exact mean ablation of every neuron, METHODS §2: the sums over the vocabulary in float32 on the GPU, each Δ to about 1e-6
 * nats or 1e-5 of its value; the sums over positions in float64 here. The same tiles give the same bits.
 *
 * @throws AppError invalid_argument when the parts do not fit each other, or hold a NaN or an infinity; not_measurable when
 * the logits leave the range of float32; backend_failed
 */
export async function gpuAblate(gpu: Gpu, problem: AblationProblem, budget = BUDGET): Promise<AblationSums> {
  const sizes = requireAblationProblem(problem);
  const { T, m, V } = sizes;
  const sums = emptyAblationSums(problem, sizes);
  const bias = logitBias(problem, sizes);
  const neurons = Math.min(m, Math.max(1, Math.floor(budget.neuronBytes / (4 * V))));
  const rows = Math.max(
    1,
    Math.min(
      T,
      MOST_POSITIONS,
      ...[budget.positionBytes / (8 * V), budget.elements / (neurons * V)].map(Math.floor),
    ),
  );
  const unembedding = gpu.upload(problem.unembedding);
  const biasBuffer = gpu.upload(Float32Array.from(bias));
  const block = { gpu, problem, sizes, unembedding, bias: biasBuffer };

  let waiting: Promise<void> = Promise.resolve();
  try {
    for (let i = 0; i < m; i += neurons) {
      const table = signatureTable(block, { begin: i, count: Math.min(neurons, m - i) });
      for (let t = 0; t < T; t += rows) {
        const effects = effectsOf(block, table, {
          t,
          count: Math.min(rows, T - t),
          mean: sums.meanActivation,
        });
        const before = waiting;
        waiting = Promise.all([effects, before]).then(([found]) =>
          addEffects(sums, problem, { ...found, bias }),
        );
        // The GPU works on this block while the one before it is added up.
        await before;
      }
      for (const buffer of [table.g, table.stats, table.output]) gpu.give(buffer);
    }
    await waiting;
  } finally {
    await waiting.catch(() => undefined);
    gpu.give(unembedding);
    gpu.give(biasBuffer);
  }
  if (!sums.loss.every(Number.isFinite) || !sums.absolute.every(Number.isFinite))
    throw new AppError(
      "not_measurable",
      "Ablation: the logits of this checkpoint leave the range of float32.",
    );
  return sums;
}

interface Block {
  gpu: Gpu;
  problem: AblationProblem;
  sizes: AblationSizes;
  unembedding: GPUBuffer;
  bias: GPUBuffer;
}

/** Neurons begin … begin + count − 1: their signatures g [count, V], and centred output weights [count, d]. */
interface SignatureTable {
  begin: number;
  count: number;
  g: GPUBuffer;
  stats: GPUBuffer;
  output: GPUBuffer;
}

function signatureTable(
  { gpu, problem, sizes: { V, d }, unembedding }: Block,
  { begin, count }: { begin: number; count: number },
): SignatureTable {
  const { wOut, norm, gamma } = problem;
  const rows = normedRows(wOut.subarray(begin * d, (begin + count) * d), { norm, gamma, epsilon: null });
  const { table: g, variance, centred: output } = projected(gpu, rows, { count, V, d, unembedding });
  const stats = gpu.take(8 * count);
  gpu.dispatch({
    shader: "ablationTables",
    entry: "signatures",
    buffers: [g, null, variance, null, null, stats],
    uints: [count, V],
    groups: [count],
  });
  gpu.give(variance);
  return { begin, count, g, stats, output };
}

/** The rows times the unembedding [count, V], and what else the shaders read of them. */
function projected(
  gpu: Gpu,
  { scaled, centred, variance }: NormedRows,
  { count, V, d, unembedding }: { count: number; V: number; d: number; unembedding: GPUBuffer },
) {
  const factors = gpu.upload(scaled);
  const table = gpu.take(4 * count * V);
  multiply(
    gpu,
    {
      a: { buffer: factors, stride: d },
      b: { buffer: unembedding, stride: d, transposed: true },
      out: { buffer: table, stride: V },
    },
    { rows: count, columns: V, terms: d },
  );
  gpu.give(factors);
  return { table, centred: gpu.upload(centred), variance: gpu.upload(variance) };
}

interface Effects {
  /** Positions t … t + count − 1, neurons i … i + n − 1. */
  t: number;
  count: number;
  i: number;
  n: number;
  /** [count, n, 2] Δ free and frozen. */
  effects: Float32Array;
  /** [count, 2, 4]; the fourth of a position is its loss. */
  stats: Float32Array;
}

async function effectsOf(
  { gpu, problem, sizes: { m, V, d }, unembedding, bias }: Block,
  { begin: i, count: n, g, stats: neurons, output }: SignatureTable,
  { t, count, mean }: { t: number; count: number; mean: Float64Array },
): Promise<Effects> {
  const { norm, gamma, epsilon, activations } = problem;
  const rows = normedRows(problem.finalResidual.subarray(t * d, (t + count) * d), { norm, gamma, epsilon });
  const { table: L, centred, variance } = projected(gpu, rows, { count, V, d, unembedding });
  const targets = gpu.upload(problem.targets.slice(t, t + count));
  const changes = gpu.upload(
    Float32Array.from({ length: count * n }, (_, at) => {
      const [row, k] = [Math.floor(at / n), at % n];
      return mean[i + k]! - activations[(t + row) * m + i + k]!;
    }),
  );
  const [weights, positions, products, effects] = [count * V, 8 * count, count * n, 2 * count * n].map(
    (length) => gpu.take(4 * length),
  ) as [GPUBuffer, GPUBuffer, GPUBuffer, GPUBuffer];

  gpu.dispatch({
    shader: "ablationTables",
    entry: "logits",
    buffers: [L, bias, variance, targets, weights, null, positions],
    uints: [count, V],
    groups: [count],
  });
  multiply(
    gpu,
    {
      a: { buffer: centred, stride: d },
      b: { buffer: output, stride: d, transposed: true },
      out: { buffer: products, stride: n },
    },
    { rows: count, columns: n, terms: d },
  );
  gpu.dispatch({
    shader: "ablationPairs",
    buffers: [L, weights, g, positions, neurons, changes, products, effects],
    uints: [count, n, V, d],
    groups: [Math.ceil(n / 4), Math.ceil(count / 4)],
  });
  const answers = [gpu.read(effects, 8 * count * n), gpu.read(positions, 32 * count)];
  for (const buffer of [L, centred, variance, targets, changes, weights, positions, products, effects])
    gpu.give(buffer);
  const [found, stats] = (await Promise.all(answers)).map((bytes) => new Float32Array(bytes));
  return { t, count, i, n, effects: found!, stats: stats! };
}

function addEffects(
  sums: AblationSums,
  problem: AblationProblem,
  { t, count, i, n, effects, stats, bias }: Effects & { bias: Float64Array },
): void {
  const { bands, sequences, sequenceCount, activations } = problem;
  const m = sums.meanActivation.length;
  for (let r = 0; r < count; r++) {
    sums.loss[t + r] = stats[8 * r + 3]!;
    const cell = (bands[t + r]! * sequenceCount + sequences[t + r]!) * m + i;
    for (let k = 0; k < n; k++) {
      let [free, frozen] = [effects[2 * (r * n + k)]!, effects[2 * (r * n + k) + 1]!];
      if (free > untold) {
        const c = sums.meanActivation[i + k]! - activations[(t + r) * m + i + k]!;
        [free, frozen] = float64Effect(problem, bias, { t: t + r, i: i + k, c });
      }
      sums.absolute[cell + k]! += Math.abs(free);
      sums.signed[cell + k]! += free;
      sums.frozenAbsolute[cell + k]! += Math.abs(frozen);
      sums.frozenSigned[cell + k]! += frozen;
    }
  }
}

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
