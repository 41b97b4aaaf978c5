import { matMul, tensor3d, tidy } from "@tensorflow/tfjs-core";
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
 * @returns [N, heads · w]
 */
export async function ownAttention(
  changed: AttentionRows,
  clean: Pick<AttentionRows, "keys" | "values">,
  { context, heads, keyValueHeads, headWidth: w, scores }: AttentionShape,
): Promise<Float32Array> {
  const [queryRow, keyRow] = [heads * w, keyValueHeads * w];
  const positions = changed.queries.length / queryRow;
  const shape: [number, number, number] = [positions / context, context, w];
  const mixed = new Float32Array(positions * queryRow);

  for (let h = 0; h < heads; h++) {
    const [column, keyColumn] = [h * w, Math.floor((h * keyValueHeads) / heads) * w];
    const keysOf = (rows: Float32Array) => columnsAt(rows, { begin: keyColumn, width: w, row: keyRow });
    const queries = columnsAt(changed.queries, { begin: column, width: w, row: queryRow });
    const ownValues = keysOf(changed.values);
    const products = tidy(() =>
      matMul(tensor3d(queries, shape), tensor3d(keysOf(clean.keys), shape), false, true),
    );
    const weights = await products.data<"float32">();
    products.dispose();
    const own = ownWeights(weights, rowProducts(queries, keysOf(changed.keys), w), { context, scores });
    const past = tidy(() =>
      matMul(tensor3d(weights, [shape[0], context, context]), tensor3d(keysOf(clean.values), shape)),
    );
    await lookAt(past, (fromPast) => {
      for (let t = 0, at = 0; t < positions; t++) {
        for (let j = 0; j < w; j++, at++)
          mixed[t * queryRow + column + j] = fromPast[at]! + own[t]! * ownValues[at]!;
      }
    });
    past.dispose();
  }
  return mixed;
}

/**
 * The softmax of each position over its past and itself.
 *
 * @param products [N, context] of queries and clean keys; becomes the weights of the past, 0 from the position itself on
 * @param ownProducts [N] of queries and changed keys
 * @returns [N] the weight of the position itself
 */
function ownWeights(
  products: Float32Array,
  ownProducts: Float64Array,
  { context, scores: { scale, softCap, window } }: Pick<AttentionShape, "context" | "scores">,
): Float64Array {
  const scoreOf = (product: number) =>
    softCap > 0 ? softCap * Math.tanh((scale * product) / softCap) : scale * product;
  const exponentials = new Float64Array(context);
  return ownProducts.map((ownProduct, t) => {
    const place = t % context;
    const first = window > 0 ? Math.max(0, place - window + 1) : 0;
    const row = t * context;
    const ownScore = scoreOf(ownProduct);
    let most = ownScore;
    for (let s = first; s < place; s++) {
      const score = scoreOf(products[row + s]!);
      exponentials[s] = score;
      if (score > most) most = score;
    }
    const own = Math.exp(ownScore - most);
    let total = own;
    for (let s = first; s < place; s++) total += exponentials[s] = Math.exp(exponentials[s]! - most);
    products.fill(0, row, row + context);
    for (let s = first; s < place; s++) products[row + s] = exponentials[s]! / total;
    return own / total;
  });
}

/** Some columns of rows. */
function columnsAt(
  rows: Float32Array,
  { begin, width, row }: { begin: number; width: number; row: number },
): Float32Array {
  const columns = new Float32Array((rows.length / row) * width);
  for (let from = begin, to = 0; to < columns.length; from += row, to += width)
    columns.set(rows.subarray(from, from + width), to);
  return columns;
}

/** Inner products of rows. [N, width] twice → [N] */
function rowProducts(a: Float32Array, b: Float32Array, width: number): Float64Array {
  const products = new Float64Array(a.length / width);
  for (let t = 0, at = 0; t < products.length; t++) {
    let product = 0;
    for (let j = 0; j < width; j++, at++) product += a[at]! * b[at]!;
    products[t] = product;
  }
  return products;
}
