import { normalCdf } from "~/core/stats/normalCdf";
import type { Activation } from "~workers/families/activation";
import type { Architecture, Attention, BlockPart, Mlp } from "~workers/families/architecture";
import type { Linear } from "~workers/families/linear";
import type { NamedWeights } from "~workers/families/namedWeights";
import type { Norm } from "~workers/families/norm";
import { readLinear } from "~workers/families/readLinear";
import { readNorm } from "~workers/families/readNorm";
import type { Rotary } from "~workers/families/rotary";
import { type RotaryTables, rotaryTables } from "~workers/families/rotaryTables";

/** One position's vector. */
type Row = number[];

export interface FloatOutcome {
  /** [T, V] after any cap. */
  readonly logits: Row[];
  /** [T, m] of the last block. */
  readonly activations: Row[];
}

/**
 * The forward pass of any architecture over one sequence, in float64, row by row: slow and obvious.
 *
 * @param replaceNeurons what the last block's neurons are replaced by, given what they hold
 */
export async function runArchitecture(
  { sizes, embedding, block, head }: Architecture,
  weights: NamedWeights,
  { ids, replaceNeurons }: { ids: readonly number[]; replaceNeurons?: (neurons: Row[]) => Row[] },
): Promise<FloatOutcome> {
  const { width, heads, keyValueHeads, headWidth, layers, vocabulary } = sizes;
  const plus = (a: Row[], b: Row[]) => a.map((row, t) => row.map((value, j) => value + b[t]![j]!));
  const table = async (name: string, columns: number) => {
    const values = await weights.read(`${name}.weight`);
    return (row: number) => Array.from(values.subarray(row * columns, (row + 1) * columns));
  };
  const project = async (rows: Row[], linear: Linear): Promise<Row[]> => {
    const inputs = rows[0]!.length;
    const { weight, bias } = await readLinear(weights, linear, { inputs });
    const outputs = Array.from({ length: weight.length / inputs }, (_, o) => o);
    return rows.map((row) =>
      outputs.map((o) =>
        row.reduce((sum, value, k) => sum + value * weight[o * inputs + k]!, bias?.[o] ?? 0),
      ),
    );
  };
  const normed = async (rows: Row[], norm: Norm | null | undefined): Promise<Row[]> => {
    if (!norm) return rows;
    const { gamma, beta, kind, epsilon } = await readNorm(weights, norm, rows[0]!.length);
    return rows.map((row) => {
      const mean = kind === "layer" ? average(row) : 0;
      const sigma = Math.sqrt(average(row.map((value) => (value - mean) ** 2)) + epsilon);
      return row.map((value, j) => ((value - mean) / sigma) * gamma[j]! + (beta?.[j] ?? 0));
    });
  };
  /** Each head's part of each row by itself. */
  const perHead = (rows: Row[]) =>
    rows.flatMap((row) =>
      Array.from({ length: row.length / headWidth }, (_, h) => row.slice(h * headWidth, (h + 1) * headWidth)),
    );
  const joined = (parts: Row[], count: number) =>
    Array.from({ length: parts.length / count }, (_, t) => parts.slice(t * count, (t + 1) * count).flat());

  async function attend(x: Row[], attention: Attention): Promise<Row[]> {
    const { clip, headNorm, rotary, scale = headWidth ** -0.5, softCap, window } = attention;
    const clipped = (rows: Row[]) =>
      clip ? rows.map((row) => row.map((value) => Math.min(clip, Math.max(-clip, value)))) : rows;
    const prepared = async (linear: Linear, count: number, norm?: Norm) => {
      let rows = clipped(await project(x, linear));
      if (norm && headNorm?.over === "all") rows = await normed(rows, norm);
      let parts = perHead(rows);
      if (norm && headNorm?.over === "head") parts = await normed(parts, norm);
      if (!rotary) return parts;
      const tables = rotaryTables(rotary, x.length);
      return parts.map((part, at) => turn(part, { rotary, tables, position: Math.floor(at / count) }));
    };
    const queries = await prepared(attention.query, heads, headNorm?.query);
    const keys = await prepared(attention.key, keyValueHeads, headNorm?.key);
    const values = perHead(clipped(await project(x, attention.value)));

    const mixed = queries.map((query, at) => {
      const [t, h] = [Math.floor(at / heads), at % heads];
      const shared = Math.floor((h * keyValueHeads) / heads);
      const first = window ? Math.max(0, t - window + 1) : 0;
      const seen = Array.from({ length: t - first + 1 }, (_, k) => (first + k) * keyValueHeads + shared);
      const scores = seen.map((key) => {
        const score = scale * dot(query, keys[key]!);
        return softCap ? softCap * Math.tanh(score / softCap) : score;
      });
      const shares = softmax(scores);
      return query.map((_, j) => shares.reduce((sum, share, k) => sum + share * values[seen[k]!]![j]!, 0));
    });
    return project(joined(mixed, heads), attention.output);
  }

  async function think(x: Row[], mlp: Mlp, isLast: boolean): Promise<Row[]> {
    const act = activationFunctions[mlp.activation];
    const up = await project(x, mlp.up);
    const gate = mlp.gate ? await project(x, mlp.gate) : null;
    let neurons = up.map((row, t) => row.map((value, i) => (gate ? act(gate[t]![i]!) * value : act(value))));
    if (isLast) {
      activations = neurons;
      if (replaceNeurons) neurons = replaceNeurons(neurons);
    }
    return project(neurons, mlp.down);
  }

  let activations: Row[] = [];
  const around = async (x: Row[], part: BlockPart, f: (x: Row[]) => Promise<Row[]>, onto: Row[]) => {
    const sum = plus(onto, await normed(await f(await normed(x, part.norm)), part.postNorm));
    return normed(sum, part.streamNorm);
  };

  const tokens = await table(embedding.tokens, embedding.projection?.width ?? width);
  let x = ids.map((id) => tokens(id).map((value) => value * (embedding.scale ?? 1)));
  if (embedding.projection) x = await project(x, embedding.projection.linear);
  if (embedding.positions) {
    const { name, offset } = embedding.positions;
    const positions = await table(name, width);
    x = plus(
      x,
      ids.map((_, t) => positions(offset + t)),
    );
  }
  for (let layer = 0; layer < layers; layer++) {
    const { residual, attention, mlp } = block(layer);
    const attended = await around(x, attention, (y) => attend(y, attention), x);
    const read = residual === "parallel" ? x : attended;
    x = await around(read, mlp, (y) => think(y, mlp, layer === layers - 1), attended);
  }
  x = await normed(x, head.norm);
  if (head.projection) x = await project(x, head.projection.linear);
  const isTied = head.tied ?? weights.shapeOf(`${head.unembedding}.weight`) === undefined;
  const unembedding = await table(isTied ? embedding.tokens : head.unembedding, x[0]!.length);
  const bias = head.bias ? await weights.read(`${head.unembedding}.bias`) : null;
  const rows = Array.from({ length: vocabulary }, (_, v) => unembedding(v));
  const cap = head.softCap ?? null;
  const logits = x.map((row) =>
    rows.map((unembed, v) => {
      const z = dot(row, unembed) + (bias?.[v] ?? 0);
      return cap === null ? z : cap * Math.tanh(z / cap);
    }),
  );
  return { logits, activations };
}

/** −ln softmax(logits) at the target, in nats. */
export function lossOf(logits: Row, target: number): number {
  const most = Math.max(...logits);
  return most + Math.log(logits.reduce((sum, z) => sum + Math.exp(z - most), 0)) - logits[target]!;
}

interface Turn {
  readonly rotary: Rotary;
  readonly tables: RotaryTables;
  readonly position: number;
}

function turn(part: Row, { rotary, tables: { cosines, sines }, position }: Turn): Row {
  const pairs = rotary.width / 2;
  const turned = part.slice();
  for (let j = 0; j < pairs; j++) {
    const [a, b] = rotary.layout === "half" ? [j, j + pairs] : [2 * j, 2 * j + 1];
    const [cosine, sine] = [cosines[position * pairs + j]!, sines[position * pairs + j]!];
    turned[a] = part[a]! * cosine - part[b]! * sine;
    turned[b] = part[b]! * cosine + part[a]! * sine;
  }
  return turned;
}

const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));

const activationFunctions: Record<Activation, (x: number) => number> = {
  erf: (x) => x * normalCdf(x),
  tanh: (x) => 0.5 * x * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x ** 3))),
  silu: (x) => x * sigmoid(x),
  quick: (x) => x * sigmoid(1.702 * x),
  relu: (x) => Math.max(x, 0),
  relu2: (x) => Math.max(x, 0) ** 2,
};

const average = (row: Row) => row.reduce((sum, value) => sum + value, 0) / row.length;
const dot = (a: Row, b: Row) => a.reduce((sum, value, j) => sum + value * b[j]!, 0);

function softmax(scores: Row): Row {
  const most = Math.max(...scores);
  const powers = scores.map((score) => Math.exp(score - most));
  const total = powers.reduce((sum, power) => sum + power, 0);
  return powers.map((power) => power / total);
}
