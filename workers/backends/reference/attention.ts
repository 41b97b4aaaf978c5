import type { GroupedAttentionAttributes } from "../fusedKernels";
import { softCapped } from "./softCapped";

interface Attention extends GroupedAttentionAttributes {
  /** [batch · context, heads · dHead] */
  q: ArrayLike<number>;
  /** [batch · context, keyValueHeads · dHead] */
  k: ArrayLike<number>;
  v: ArrayLike<number>;
  dHead: number;
}

/** out = softmax(cap(scale·q·kᵀ), over the last `window` keys not after the query) · v; like q */
export function referenceAttention(attention: Attention): Float64Array {
  const { v, dHead } = attention;
  const out = new Float64Array(attention.q.length);
  for (const { queryAt, keys } of queriesOf(attention)) {
    for (const { keyAt, probability } of keys) {
      for (let j = 0; j < dHead; j++) out[queryAt + j]! += probability * v[keyAt + j]!;
    }
  }
  return out;
}

/**
 * With D = Σ_j p_j·dp_j and dp_j = dout·v_j: dv_j += p_j·dout, dS_j = p_j·(dp_j − D)·cap′·scale, dq = Σ dS_j·k_j and
 * dk_j += dS_j·q.
 */
export function referenceAttentionGradient(
  attention: Attention,
  dout: ArrayLike<number>,
): { dq: Float64Array; dk: Float64Array; dv: Float64Array } {
  const { q, k, v, dHead, scale } = attention;
  const [dq, dk, dv] = [q, k, v].map(({ length }) => new Float64Array(length)) as [
    ...[Float64Array, Float64Array, Float64Array],
  ];
  for (const { queryAt, keys } of queriesOf(attention)) {
    const dp = keys.map(({ keyAt }) => dot(dHead, dout, queryAt, v, keyAt));
    const D = keys.reduce((sum, { probability }, i) => sum + probability * dp[i]!, 0);
    keys.forEach(({ keyAt, probability, slope }, i) => {
      const ds = probability * (dp[i]! - D) * slope * scale;
      for (let j = 0; j < dHead; j++) {
        dq[queryAt + j]! += ds * k[keyAt + j]!;
        dk[keyAt + j]! += ds * q[queryAt + j]!;
        dv[keyAt + j]! += probability * dout[queryAt + j]!;
      }
    });
  }
  return { dq, dk, dv };
}

interface Query {
  /** Where its head begins in q. */
  queryAt: number;
  /** keyAt: where the head of the key begins in k and v; slope: of the soft cap. */
  keys: { keyAt: number; probability: number; slope: number }[];
}

function* queriesOf(attention: Attention): Generator<Query> {
  const { q, k, batch, context, heads, keyValueHeads, scale, softCap, window, dHead } = attention;
  for (let row = 0; row < batch * context; row++) {
    const start = row - (row % context);
    const first = window === 0 ? start : Math.max(start, row - window + 1);
    for (let head = 0; head < heads; head++) {
      const queryAt = (row * heads + head) * dHead;
      const scores = Array.from({ length: row - first + 1 }, (_, i) => {
        const keyAt = ((first + i) * keyValueHeads + Math.floor((head * keyValueHeads) / heads)) * dHead;
        return { keyAt, ...softCapped(scale * dot(dHead, q, queryAt, k, keyAt), softCap) };
      });
      const most = scores.reduce((a, { value }) => Math.max(a, value), -Infinity);
      const total = scores.reduce((sum, { value }) => sum + Math.exp(value - most), 0);
      const keys = scores.map(({ value, ...rest }) => ({
        ...rest,
        probability: Math.exp(value - most) / total,
      }));
      yield { queryAt, keys };
    }
  }
}

function dot(length: number, a: ArrayLike<number>, aAt: number, b: ArrayLike<number>, bAt: number): number {
  let sum = 0;
  for (let j = 0; j < length; j++) sum += a[aAt + j]! * b[bAt + j]!;
  return sum;
}
