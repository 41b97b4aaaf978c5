import type { AblationProblem } from "../ablationProblem";
import type {
  AblationDevice,
  BlockEffects,
  NeuronBlock,
  PositionBlock,
} from "../float32Ablation/ablateInBlocks";
import { frequencyDirection } from "../frequencyDirection";
import type { Gpu } from "./gpu";
import { type Head, project } from "./projectRows";
import { multiply } from "./tensors/multiply";

interface ExtendedHead extends Head {
  /** Of tokenNumbers. */
  tokens: GPUBuffer;
  reachF: number;
}

interface Signatures {
  /** [neurons, V] */
  g: GPUBuffer;
  /** [neurons, 4], as ablationExtendedTables.wgsl has them. */
  numbers: GPUBuffer;
  /** [neurons, d] γ_p w, centred for a LayerNorm, and w. */
  output: GPUBuffer;
  weights: GPUBuffer;
}

/** What shaders read of each token: [V, 4] bias, ln p, f and nothing; and the largest |f|. */
export function tokenNumbers({ frequency }: AblationProblem, bias: Float64Array) {
  const numbers = new Float32Array(4 * bias.length);
  const f = frequency && frequencyDirection(frequency.logUnigram);
  let reachF = 0;
  bias.forEach((value, v) => {
    numbers.set([value, frequency?.logUnigram[v] ?? 0, f?.[v] ?? 0], 4 * v);
    reachF = Math.max(reachF, Math.abs(f?.[v] ?? 0));
  });
  return { numbers, reachF };
}

/** Ablation behind a cap of the logits or a norm of the MLP's output, or with token frequency: ablationExtendedPairs.wgsl. */
export function extendedDevice(
  gpu: Gpu,
  problem: AblationProblem,
  head: ExtendedHead,
): AblationDevice<Signatures> {
  const cap = problem.softCap ?? 0;
  const constants = {
    capped: Number(problem.softCap !== null),
    postNormed: Number(problem.postNorm !== null),
    frequency: Number(problem.frequency !== null),
  };
  const tables = (entry: string, buffers: (GPUBuffer | null)[], rows: number) =>
    gpu.dispatch({
      ...{ shader: "ablationExtendedTables", entry, buffers, groups: [rows] },
      ...{ constants: entry === "logits" ? constants : {}, uints: [rows, head.V], floats: [cap] },
    });
  return { signatures, effects, release };

  function signatures({ count, scaled, centred, variance, weights }: NeuronBlock): Signatures {
    const { d } = head;
    const squares = new Float32Array(4 * count);
    for (let i = 0; i < count; i++) {
      const square = weights.subarray(i * d, (i + 1) * d).reduce((sum, value) => sum + value * value, 0);
      squares.set([variance[i]!, square / d], 4 * i);
    }
    const given = gpu.upload(squares);
    const [g, numbers] = [project(gpu, head, scaled), gpu.take(16 * count)];
    tables("signatures", [g, null, null, given, null, numbers], count);
    gpu.give(given);
    return { g, numbers, output: gpu.upload(centred), weights: gpu.upload(weights) };
  }

  async function effects(
    block: PositionBlock,
    { g, numbers, output, weights }: Signatures,
    neurons: number,
  ): Promise<BlockEffects> {
    const { d, V, tokens, reachF } = head;
    const { count, inner } = block;
    const L = project(gpu, head, block.scaled);
    const H = inner && project(gpu, head, inner.scaled);
    const uploads = [squaresOf(block), block.targets, block.changes].map((values) => gpu.upload(values));
    const [squares, targets, changes] = uploads as [GPUBuffer, GPUBuffer, GPUBuffer];
    const lengths = [4 * count * V, 12 * count, 3 * count * neurons, 4 * count * neurons];
    const made = lengths.map((length) => gpu.take(4 * length));
    const [rows, positions, products, found] = made as [GPUBuffer, GPUBuffer, GPUBuffer, GPUBuffer];

    tables("logits", [L, H ?? tokens, tokens, squares, targets, null, rows, positions], count);
    const factors = [[block.centred, output] as const];
    if (inner) factors.push([inner.mlpOutput, weights], [inner.written, output]);
    factors.forEach(([values, other], at) => {
      const factor = gpu.upload(values);
      multiply(
        gpu,
        {
          a: { buffer: factor, stride: d },
          b: { buffer: other, stride: d, transposed: true },
          out: { buffer: products, stride: neurons, begin: at * count * neurons },
        },
        { rows: count, columns: neurons, terms: d },
      );
      gpu.give(factor);
    });
    gpu.dispatch({
      shader: "ablationExtendedPairs",
      constants,
      buffers: [rows, g, tokens, positions, numbers, changes, products, found],
      uints: [count, neurons, V, d],
      floats: [cap, reachF],
      groups: [Math.ceil(neurons / 4), Math.ceil(count / 2)],
    });
    const answers = [gpu.read(found, 16 * count * neurons), gpu.read(positions, 48 * count)];
    for (const buffer of [L, ...(H ? [H] : []), ...uploads, ...made]) gpu.give(buffer);
    const [pairs, stats] = (await Promise.all(answers)).map((bytes) => new Float32Array(bytes));
    return {
      // Free and frozen alone where nothing else was asked for.
      effects: problem.frequency ? pairs! : pairs!.filter((_, at) => at % 4 < 2),
      losses: Float32Array.from({ length: count }, (_, row) => stats![12 * row + 6]!),
    };
  }

  function release({ g, numbers, output, weights }: Signatures): void {
    for (const buffer of [g, numbers, output, weights]) gpu.give(buffer);
  }
}

/** σ², ρ², x · u / d and |u|²/d of each position, the last three 0 without a norm of the MLP's output. [count, 4] */
function squaresOf({ count, variance, inner }: PositionBlock): Float32Array {
  const squares = new Float32Array(4 * count);
  for (let row = 0; row < count; row++) {
    squares[4 * row] = variance[row]!;
    if (inner) squares.set([inner.variance[row]!, inner.product[row]!, inner.square[row]!], 4 * row + 1);
  }
  return squares;
}
