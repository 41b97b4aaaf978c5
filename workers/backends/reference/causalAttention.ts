interface Attention {
  /** [batch · context, 3 · width]: q, k and v side by side, each of them head after head */
  qkv: ArrayLike<number>;
  batch: number;
  context: number;
  heads: number;
  width: number;
}

/** out = softmax(q·kᵀ/√dHead, over keys not after the query) · v; [batch · context, width] */
export function referenceCausalAttention(attention: Attention): Float64Array {
  const { batch, context, width } = attention;
  const out = new Float64Array(batch * context * width);
  forEachQuery(attention, ({ query, channels, probabilities, v }) => {
    for (const channel of channels) {
      for (const [key, p] of probabilities) out[query * width + channel]! += p * v(key, channel);
    }
  });
  return out;
}

/** With D = Σ_j p_j·dp_j: dv_j += p_j·dout, dS_j = p_j·(dp_j − D)/√dHead, dq = Σ dS_j·k_j, dk_j += dS_j·q. */
export function referenceCausalAttentionGradient(
  attention: Attention,
  dout: ArrayLike<number>,
): Float64Array {
  const { width, heads } = attention;
  const dqkv = new Float64Array(attention.qkv.length);
  forEachQuery(attention, ({ query, channels, probabilities, q, k, v }) => {
    const dp = probabilities.map(([key]) =>
      channels.reduce((sum, channel) => sum + dout[query * width + channel]! * v(key, channel), 0),
    );
    const D = probabilities.reduce((sum, [, p], j) => sum + p * dp[j]!, 0);
    probabilities.forEach(([key, p], j) => {
      const ds = (p * (dp[j]! - D)) / Math.sqrt(width / heads);
      for (const channel of channels) {
        dqkv[query * 3 * width + channel]! += ds * k(key, channel);
        dqkv[key * 3 * width + width + channel]! += ds * q(query, channel);
        dqkv[key * 3 * width + 2 * width + channel]! += p * dout[query * width + channel]!;
      }
    });
  });
  return dqkv;
}

type Entry = (row: number, channel: number) => number;

interface Query {
  /** Row of qkv. */
  query: number;
  /** The columns of this head within q, k or v. */
  channels: number[];
  /** Row of each key that the query sees, with its probability. */
  probabilities: [key: number, probability: number][];
  q: Entry;
  k: Entry;
  v: Entry;
}

function forEachQuery({ qkv, batch, context, heads, width }: Attention, visit: (query: Query) => void): void {
  const dHead = width / heads;
  const [q, k, v] = [0, 1, 2].map(
    (part) => (row: number, channel: number) => qkv[row * 3 * width + part * width + channel]!,
  ) as [Entry, Entry, Entry];
  for (let sequence = 0; sequence < batch; sequence++) {
    for (let head = 0; head < heads; head++) {
      const channels = Array.from({ length: dHead }, (_, j) => head * dHead + j);
      for (let position = 0; position < context; position++) {
        const query = sequence * context + position;
        const keys = Array.from({ length: position + 1 }, (_, i) => sequence * context + i);
        const scores = keys.map(
          (key) =>
            channels.reduce((sum, channel) => sum + q(query, channel) * k(key, channel), 0) /
            Math.sqrt(dHead),
        );
        const most = Math.max(...scores);
        const total = scores.reduce((sum, score) => sum + Math.exp(score - most), 0);
        const probabilities = keys.map((key, i): [number, number] => [
          key,
          Math.exp(scores[i]! - most) / total,
        ]);
        visit({ query, channels, probabilities, q, k, v });
      }
    }
  }
}
