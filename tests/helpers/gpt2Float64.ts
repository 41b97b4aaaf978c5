import { normalCdf } from "~/core/stats/normalCdf";

/** A GPT-2's weights by their Hugging Face names without the prefix, linear weights stored [in, out]. */
export interface Gpt2Float64 {
  layers: number;
  heads: number;
  epsilon: number;
  weight: (name: string) => Float64Array;
}

export interface Gpt2Outcome {
  /** [T, d] after the last block, before the final norm. */
  finalResidual: Float64Array;
  /** [T, m] of the last block's MLP, after the exact GELU. */
  activations: Float64Array;
}

/** Changes what it is given, in place. */
export interface Gpt2Intervention {
  /** @param mixed [T, d] of the heads, before their output projection; qkv [T, 3d] */
  heads?: (layer: number, mixed: Float64Array, qkv: Float64Array) => void;
  /** @param activations [T, m] */
  neurons?: (layer: number, activations: Float64Array) => void;
}

/**
 * The forward pass of GPT-2 in float64, the slow and obvious way, up to the final norm.
 *
 * @param ids sequences of one length
 */
export function runGpt2(
  model: Gpt2Float64,
  ids: readonly Uint16Array[],
  intervention: Gpt2Intervention = {},
): Gpt2Outcome {
  const wte = model.weight("wte.weight");
  const wpe = model.weight("wpe.weight");
  const d = model.weight("ln_f.weight").length;
  const context = ids[0]!.length;
  const x = new Float64Array(ids.length * context * d);
  ids.forEach((sequence, s) =>
    sequence.forEach((id, position) => {
      for (let j = 0; j < d; j++)
        x[(s * context + position) * d + j] = wte[id * d + j]! + wpe[position * d + j]!;
    }),
  );

  let activations = new Float64Array();
  for (let layer = 0; layer < model.layers; layer++) {
    const at = `h.${layer}`;
    const qkv = linear(model, layerNorm(model, x, `${at}.ln_1`), `${at}.attn.c_attn`);
    const mixed = attend(qkv, { context, d, heads: model.heads });
    intervention.heads?.(layer, mixed, qkv);
    addTo(x, linear(model, mixed, `${at}.attn.c_proj`));
    const hidden = linear(model, layerNorm(model, x, `${at}.ln_2`), `${at}.mlp.c_fc`);
    activations = hidden.map((z) => z * normalCdf(z));
    intervention.neurons?.(layer, activations);
    addTo(x, linear(model, activations, `${at}.mlp.c_proj`));
  }
  return { finalResidual: x, activations };
}

/** −ln p(target) at each position, through the final norm and the tied unembedding. */
export function lossesOf(
  model: Gpt2Float64,
  finalResidual: Float64Array,
  targets: ArrayLike<number>,
): Float64Array {
  const wte = model.weight("wte.weight");
  const normed = layerNorm(model, finalResidual, "ln_f");
  const d = model.weight("ln_f.weight").length;
  return Float64Array.from(targets, (target, t) => {
    const logits = Float64Array.from({ length: wte.length / d }, (_, v) => {
      let sum = 0;
      for (let j = 0; j < d; j++) sum += normed[t * d + j]! * wte[v * d + j]!;
      return sum;
    });
    const most = logits.reduce((a, b) => Math.max(a, b));
    return most + Math.log(logits.reduce((sum, z) => sum + Math.exp(z - most), 0)) - logits[target]!;
  });
}

function addTo(x: Float64Array, y: Float64Array): void {
  for (let k = 0; k < x.length; k++) x[k]! += y[k]!;
}

function layerNorm(model: Gpt2Float64, x: Float64Array, name: string): Float64Array {
  const gamma = model.weight(`${name}.weight`);
  const beta = model.weight(`${name}.bias`);
  const d = gamma.length;
  const normed = new Float64Array(x.length);
  for (let start = 0; start < x.length; start += d) {
    const row = x.subarray(start, start + d);
    const mean = row.reduce((a, b) => a + b, 0) / d;
    const sigma = Math.sqrt(row.reduce((a, b) => a + (b - mean) ** 2, 0) / d + model.epsilon);
    for (let j = 0; j < d; j++) normed[start + j] = ((row[j]! - mean) / sigma) * gamma[j]! + beta[j]!;
  }
  return normed;
}

function linear(model: Gpt2Float64, x: Float64Array, name: string): Float64Array {
  const weight = model.weight(`${name}.weight`);
  const bias = model.weight(`${name}.bias`);
  const width = bias.length;
  const depth = weight.length / width;
  const rows = x.length / depth;
  const y = new Float64Array(rows * width);
  for (let row = 0; row < rows; row++) {
    y.set(bias, row * width);
    for (let k = 0; k < depth; k++) {
      const value = x[row * depth + k]!;
      for (let j = 0; j < width; j++) y[row * width + j]! += value * weight[k * width + j]!;
    }
  }
  return y;
}

/** softmax(q kᵀ / √(d/heads)) v within each sequence, each position seeing itself and what came before. */
function attend(qkv: Float64Array, { context, d, heads }: { context: number; d: number; heads: number }) {
  const size = d / heads;
  const result = new Float64Array(qkv.length / 3);
  for (let t = 0; t < qkv.length / (3 * d); t++) {
    const first = t - (t % context);
    for (let offset = 0; offset < d; offset += size) {
      const weights = new Float64Array(t - first + 1);
      for (let past = first; past <= t; past++) {
        let score = 0;
        for (let j = offset; j < offset + size; j++)
          score += qkv[t * 3 * d + j]! * qkv[past * 3 * d + d + j]!;
        weights[past - first] = score / Math.sqrt(size);
      }
      const most = Math.max(...weights);
      const total = weights.reduce((sum, score) => sum + Math.exp(score - most), 0);
      weights.forEach((score, k) => {
        const weight = Math.exp(score - most) / total;
        for (let j = offset; j < offset + size; j++)
          result[t * d + j]! += weight * qkv[(first + k) * 3 * d + 2 * d + j]!;
      });
    }
  }
  return result;
}
