import { dispose, matMul, tensor3d, tidy } from "@tensorflow/tfjs-core";
import { lookAt } from "~workers/backends/lookAt";
import type { AttentionScores } from "~workers/lm/languageModel";

/** Rows by position, sequence after sequence: queries [N, heads · w], keys and values [N, keyValueHeads · w]. */
export interface AttentionRows {
  queries: Float32Array;
  keys: Float32Array;
  values: Float32Array;
}

export interface AttentionShape {
  context: number;
  heads: number;
  keyValueHeads: number;
  headWidth: number;
  scores: AttentionScores;
}

/**
 * What the heads hold at each position if that position alone was changed upstream: its own query, key and value are the
 * changed ones, while the keys and values before it are the clean ones. All positions at once, each as if it were
 * the only one.
 *
 *     mixed_t = Σ_{s<t} p_s v_s + p_t v'_t,   p = softmax(cap(scale · [q'_t·k_s (s < t), q'_t·k'_t]))
 *
 * Head by head, so that what is in memory is [N, context]; products with the clean past are the backend's.
 *
 * @param changed queries, keys and values with every position changed
 * @param clean keys and values, split by head
 * @returns [N, heads · w]
 */
export async function ownAttention(
  changed: AttentionRows,
  clean: Record<"keys" | "values", readonly Float32Array[]>,
  { context, heads, keyValueHeads, headWidth: w, scores }: AttentionShape,
): Promise<Float32Array> {
  const [queryRow, keyRow] = [heads * w, keyValueHeads * w];
  const positions = changed.queries.length / queryRow;
  const shape: [number, number, number] = [positions / context, context, w];
  const mixed = new Float32Array(positions * queryRow);
  const [own, past] = [new Float64Array(positions), new Float32Array(positions * context)];

  for (let h = 0; h < heads; h++) {
    const keyHead = Math.floor((h * keyValueHeads) / heads);
    const [column, keyColumn] = [h * w, keyHead * w];
    const queries = columnsAt(changed.queries, { begin: column, width: w, row: queryRow });
    for (let t = 0; t < positions; t++) {
      let product = 0;
      for (let j = 0; j < w; j++) product += queries[t * w + j]! * changed.keys[t * keyRow + keyColumn + j]!;
      own[t] = product;
    }
    const products = tidy(() =>
      matMul(tensor3d(queries, shape), tensor3d(clean.keys[keyHead]!, shape), false, true),
    );
    await lookAt(products, (values) => weigh(values, { own, past, context, scores }));
    const fromPast = tidy(() =>
      matMul(tensor3d(past, [shape[0], context, context]), tensor3d(clean.values[keyHead]!, shape)),
    );
    await lookAt(fromPast, (values) => {
      for (let t = 0, at = 0; t < positions; t++) {
        const [to, from] = [t * queryRow + column, t * keyRow + keyColumn];
        for (let j = 0; j < w; j++, at++) mixed[to + j] = values[at]! + own[t]! * changed.values[from + j]!;
      }
    });
    dispose([products, fromPast]);
  }
  return mixed;
}

interface Weights extends Pick<AttentionShape, "context" | "scores"> {
  /** [N] products of queries and changed keys; become the weight of each position itself. */
  own: Float64Array;
  /** [N, context] becomes the weights of the past, 0 from the position itself on. */
  past: Float32Array;
}

/** The softmax of each position over its past and itself. @param products [N, context] of queries and clean keys */
function weigh(products: Float32Array, { own, past, context, scores }: Weights): void {
  const { scale, softCap, window } = scores;
  const scoreOf = (product: number) =>
    softCap > 0 ? softCap * Math.tanh((scale * product) / softCap) : scale * product;
  const exponentials = new Float64Array(context);
  past.fill(0);
  for (let t = 0; t < own.length; t++) {
    const place = t % context;
    const first = window > 0 ? Math.max(0, place - window + 1) : 0;
    const row = t * context;
    const ownScore = scoreOf(own[t]!);
    let most = ownScore;
    for (let s = first; s < place; s++) {
      const score = scoreOf(products[row + s]!);
      exponentials[s] = score;
      if (score > most) most = score;
    }
    const ownExponential = Math.exp(ownScore - most);
    let total = ownExponential;
    for (let s = first; s < place; s++) total += exponentials[s] = Math.exp(exponentials[s]! - most);
    for (let s = first; s < place; s++) past[row + s] = exponentials[s]! / total;
    own[t] = ownExponential / total;
  }
}

/** Rows apart, head by head. [N, heads · width] → heads of [N, width] */
export const splitHeads = (rows: Float32Array, heads: number, width: number): Float32Array[] =>
  Array.from({ length: heads }, (_, head) =>
    columnsAt(rows, { begin: head * width, width, row: heads * width }),
  );

/** Some columns of rows. */
function columnsAt(
  rows: Float32Array,
  { begin, width, row }: { begin: number; width: number; row: number },
): Float32Array {
  const columns = new Float32Array((rows.length / row) * width);
  for (let from = begin, to = 0; to < columns.length; from += row)
    for (let j = 0; j < width; j++, to++) columns[to] = rows[from + j]!;
  return columns;
}
