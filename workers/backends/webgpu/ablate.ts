import type { AblationProblem, AblationSums } from "../ablationProblem";
import {
  ablateInBlocks,
  isPlainProblem,
  type AblationDevice,
  type BlockEffects,
  type NeuronBlock,
  type PositionBlock,
} from "../float32Ablation/ablateInBlocks";
import type { AblationOptions } from "../numericKernels";
import type { Gpu } from "./gpu";
import { extendedDevice, tokenNumbers } from "./ablateExtended";
import { type Head, project } from "./projectRows";
import { multiply } from "./tensors/multiply";

/** What the tables over the vocabulary may take, and the work between two answers, which a driver may cut off. */
const BUDGET = { positionBytes: 256 * 2 ** 20, neuronBytes: 256 * 2 ** 20, elements: 2 ** 31 };
const MOST_POSITIONS = 256;

/**
 * Exact mean ablation of every neuron, METHODS §2, in WGSL: each Δ to 1e-6 nats or 1e-4 of its value, whichever is larger,
 * beside what float32 rounds off shifts of a nat and more (some 1e-7 of them). The same tiles give the same bits.
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
  const isPlain = isPlainProblem(problem);
  const positions = Math.min(
    MOST_POSITIONS,
    Math.max(1, Math.floor(budget.positionBytes / ((isPlain ? 8 : 24) * V))),
    Math.max(1, Math.floor(budget.elements / (neurons * V))),
  );
  const blocks = { positions, neurons, ...options };
  const kept = [gpu.upload(problem.unembedding)];
  const head = { d: problem.gamma.length, V, unembedding: kept[0]! };
  try {
    return isPlain
      ? await ablateInBlocks(problem, blocks, (bias) => {
          kept.push(gpu.upload(Float32Array.from(bias)));
          return deviceOf(gpu, { ...head, bias: kept[1]! });
        })
      : await ablateInBlocks(problem, blocks, (bias) => {
          const tokens = tokenNumbers(problem, bias);
          kept.push(gpu.upload(tokens.numbers));
          return extendedDevice(gpu, problem, { ...head, tokens: kept[1]!, reachF: tokens.reachF });
        });
  } finally {
    for (const buffer of kept) gpu.give(buffer);
  }
}

interface PlainHead extends Head {
  /** [V] */
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

function deviceOf(gpu: Gpu, head: PlainHead): AblationDevice<Signatures> {
  return {
    signatures: (neurons) => signaturesOf(gpu, head, neurons),
    effects: (positions, signatures, neurons) =>
      effectsOf(gpu, head, { ...positions, ...signatures, neurons }),
    release: ({ g, ranges, output }) => [g, ranges, output].forEach((buffer) => gpu.give(buffer)),
  };
}

function signaturesOf(gpu: Gpu, head: PlainHead, { count, ...rows }: NeuronBlock): Signatures {
  const g = project(gpu, head, rows.scaled);
  const [output, variance] = [gpu.upload(rows.centred), gpu.upload(rows.variance)];
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

async function effectsOf(
  gpu: Gpu,
  head: PlainHead,
  { neurons, g, ranges, output, count, ...block }: PositionBlock & Signatures & { neurons: number },
): Promise<BlockEffects> {
  const { d, V, bias } = head;
  const L = project(gpu, head, block.scaled);
  const [centred, variance] = [gpu.upload(block.centred), gpu.upload(block.variance)];
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
