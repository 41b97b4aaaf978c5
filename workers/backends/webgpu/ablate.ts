import type { AblationProblem, AblationSums } from "../ablationProblem";
import {
  ablateInBlocks,
  type AblationDevice,
  type BlockEffects,
  type NeuronBlock,
  type PositionBlock,
} from "../float32Ablation/ablateInBlocks";
import type { NormedRows } from "../float32Ablation/normedRows";
import type { AblationOptions } from "../numericKernels";
import type { Gpu } from "./gpu";
import { multiply } from "./tensors/multiply";

/** What the tables over the vocabulary may take, and the work between two answers, which a driver may cut off. */
const BUDGET = { positionBytes: 256 * 2 ** 20, neuronBytes: 256 * 2 ** 20, elements: 2 ** 31 };
const MOST_POSITIONS = 256;

/**
 * Exact mean ablation of every neuron, METHODS §2, in WGSL: each Δ to 1e-6 nats or 1e-4 of its value, whichever is larger.
 * The same tiles give the same bits.
 *
 * @throws AppError invalid_argument when the parts do not fit each other, or hold a NaN or an infinity; not_measurable when
 * the logits leave the range of float32; backend_failed
 */
export async function gpuAblate(
  gpu: Gpu,
  problem: AblationProblem,
  { budget = BUDGET, ...options }: AblationOptions & { budget?: typeof BUDGET } = {},
): Promise<AblationSums> {
  const V = Math.max(1, Math.floor(problem.unembedding.length / problem.gamma.length));
  const neurons = Math.max(1, Math.floor(budget.neuronBytes / (4 * V)));
  const positions = Math.min(
    MOST_POSITIONS,
    Math.max(1, Math.floor(budget.positionBytes / (8 * V))),
    Math.max(1, Math.floor(budget.elements / (neurons * V))),
  );
  const buffers: GPUBuffer[] = [];
  try {
    return await ablateInBlocks(problem, { positions, neurons, ...options }, (bias) => {
      const [unembedding, biasBuffer] = [problem.unembedding, Float32Array.from(bias)].map((values) =>
        gpu.upload(values),
      );
      buffers.push(unembedding!, biasBuffer!);
      return deviceOf(gpu, { d: problem.gamma.length, V, unembedding: unembedding!, bias: biasBuffer! });
    });
  } finally {
    for (const buffer of buffers) gpu.give(buffer);
  }
}

interface Head {
  d: number;
  V: number;
  /** [V, d] and [V] */
  unembedding: GPUBuffer;
  bias: GPUBuffer;
}

interface Signatures {
  /** [neurons, V] */
  g: GPUBuffer;
  /** [neurons] how far g reaches, and the variance of the output weights. */
  ranges: GPUBuffer;
  /** [neurons, d] the output weights, centred for a LayerNorm. */
  output: GPUBuffer;
}

function deviceOf(gpu: Gpu, head: Head): AblationDevice<Signatures> {
  return {
    signatures: (neurons) => signaturesOf(gpu, head, neurons),
    effects: (positions, signatures, neurons) =>
      effectsOf(gpu, head, { ...positions, ...signatures, neurons }),
    release: ({ g, ranges, output }) => [g, ranges, output].forEach((buffer) => gpu.give(buffer)),
  };
}

function signaturesOf(gpu: Gpu, head: Head, { count, ...rows }: NeuronBlock): Signatures {
  const { table: g, variance, centred: output } = project(gpu, head, rows);
  const ranges = gpu.take(8 * count);
  gpu.dispatch({
    shader: "ablationTables",
    entry: "signatures",
    buffers: [g, null, variance, null, null, ranges],
    uints: [count, head.V],
    groups: [count],
  });
  gpu.give(variance);
  return { g, ranges, output };
}

/** The rows times the unembedding [count, V], and what else the shaders read of them. */
function project(gpu: Gpu, { d, V, unembedding }: Head, { scaled, centred, variance }: NormedRows) {
  const rows = variance.length;
  const factor = gpu.upload(scaled);
  const table = gpu.take(4 * rows * V);
  multiply(
    gpu,
    {
      a: { buffer: factor, stride: d },
      b: { buffer: unembedding, stride: d, transposed: true },
      out: { buffer: table, stride: V },
    },
    { rows, columns: V, terms: d },
  );
  gpu.give(factor);
  return { table, centred: gpu.upload(centred), variance: gpu.upload(variance) };
}

async function effectsOf(
  gpu: Gpu,
  head: Head,
  { neurons, g, ranges, output, count, ...block }: PositionBlock & Signatures & { neurons: number },
): Promise<BlockEffects> {
  const { d, V, bias } = head;
  const { table: L, centred, variance } = project(gpu, head, block);
  const [targets, changes] = [gpu.upload(block.targets), gpu.upload(block.changes)];
  const lengths = [count * V, 8 * count, count * neurons, 2 * count * neurons];
  const made = lengths.map((length) => gpu.take(4 * length));
  const [weights, positions, products, effects] = made as [GPUBuffer, GPUBuffer, GPUBuffer, GPUBuffer];

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
      out: { buffer: products, stride: neurons },
    },
    { rows: count, columns: neurons, terms: d },
  );
  gpu.dispatch({
    shader: "ablationPairs",
    buffers: [L, weights, g, positions, ranges, changes, products, effects],
    uints: [count, neurons, V, d],
    groups: [Math.ceil(neurons / 4), Math.ceil(count / 4)],
  });
  const answers = [gpu.read(effects, 8 * count * neurons), gpu.read(positions, 32 * count)];
  for (const buffer of [L, centred, variance, targets, changes, ...made]) gpu.give(buffer);
  const [found, stats] = (await Promise.all(answers)).map((bytes) => new Float32Array(bytes));
  return { effects: found!, losses: Float32Array.from({ length: count }, (_, row) => stats![8 * row + 3]!) };
}
