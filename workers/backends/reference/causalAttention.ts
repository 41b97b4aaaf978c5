import { referenceAttention, referenceAttentionGradient } from "./attention";

interface CausalAttention {
  /** [batch · context, 3 · width]: q, k and v side by side, each of them head after head */
  qkv: ArrayLike<number>;
  batch: number;
  context: number;
  heads: number;
  width: number;
}

/** out = softmax(q·kᵀ/√dHead, over keys not after the query) · v; [batch · context, width] */
export const referenceCausalAttention = (attention: CausalAttention): Float64Array =>
  referenceAttention(apart(attention));

export function referenceCausalAttentionGradient(
  attention: CausalAttention,
  dout: ArrayLike<number>,
): Float64Array {
  const { width } = attention;
  const { dq, dk, dv } = referenceAttentionGradient(apart(attention), dout);
  return Float64Array.from(attention.qkv, (_, at) => {
    const [row, column] = [Math.floor(at / (3 * width)), at % (3 * width)];
    return [dq, dk, dv][Math.floor(column / width)]![row * width + (column % width)]!;
  });
}

function apart({ qkv, batch, context, heads, width }: CausalAttention) {
  const [q, k, v] = [0, 1, 2].map((part) =>
    Float64Array.from(
      { length: batch * context * width },
      (_, at) => qkv[Math.floor(at / width) * 3 * width + part * width + (at % width)]!,
    ),
  ) as [Float64Array, Float64Array, Float64Array];
  const dHead = width / heads;
  const grouping = { keyValueHeads: heads, scale: 1 / Math.sqrt(dHead), softCap: 0, window: 0 };
  return { q, k, v, batch, context, heads, dHead, ...grouping };
}
