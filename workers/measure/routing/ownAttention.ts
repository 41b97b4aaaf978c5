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
 * @param changed queries, keys and values with every position changed
 * @returns [N, heads · w]
 */
export function ownAttention(
  changed: AttentionRows,
  clean: Pick<AttentionRows, "keys" | "values">,
  { context, heads, keyValueHeads, headWidth: w, scores }: AttentionShape,
): Float32Array {
  const { scale, softCap, window } = scores;
  const [queryRow, keyRow] = [heads * w, keyValueHeads * w];
  const positions = changed.queries.length / queryRow;
  const mixed = new Float32Array(positions * queryRow);
  const weights = new Float64Array(context);

  for (let t = 0; t < positions; t++) {
    const place = t % context;
    const first = t - (window > 0 ? Math.min(place, window - 1) : place);
    for (let h = 0; h < heads; h++) {
      const query = t * queryRow + h * w;
      const column = Math.floor((h * keyValueHeads) / heads) * w;
      let most = -Infinity;
      for (let s = first; s <= t; s++) {
        const keys = s === t ? changed.keys : clean.keys;
        const key = s * keyRow + column;
        let product = 0;
        for (let j = 0; j < w; j++) product += changed.queries[query + j]! * keys[key + j]!;
        product *= scale;
        const score = softCap > 0 ? softCap * Math.tanh(product / softCap) : product;
        weights[s - first] = score;
        if (score > most) most = score;
      }
      let total = 0;
      for (let k = 0; k <= t - first; k++) total += weights[k] = Math.exp(weights[k]! - most);
      for (let s = first; s <= t; s++) {
        const values = s === t ? changed.values : clean.values;
        const value = s * keyRow + column;
        const weight = weights[s - first]! / total;
        for (let j = 0; j < w; j++) mixed[query + j]! += weight * values[value + j]!;
      }
    }
  }
  return mixed;
}
