import { beforeAll, describe, expect, test } from "vitest";
import { normalsFrom, seededRandom } from "~/core/stats/random";
import { openBackend } from "~workers/backends/openBackend";
import { ownAttention, splitHeads } from "~workers/measure/routing/ownAttention";

beforeAll(async () => {
  await openBackend();
});

const [context, heads, keyValueHeads, headWidth] = [6, 4, 2, 3];
const positions = 2 * context;
const random = seededRandom(4);
const normals = (columns: number) => Float32Array.from(normalsFrom(random, positions * columns));
const rows = () => ({
  queries: normals(heads * headWidth),
  keys: normals(keyValueHeads * headWidth),
  values: normals(keyValueHeads * headWidth),
});
const [changed, clean] = [rows(), rows()];
const shape = { context, heads, keyValueHeads, headWidth };
const byHead = (of: Float32Array) => splitHeads(of, keyValueHeads, headWidth);

describe.each([
  { scale: 0.5, softCap: 0, window: 0 },
  { scale: 0.5, softCap: 1.5, window: 0 },
  { scale: 1, softCap: 0, window: 3 },
])("scores by %o", (scores) => {
  test("is a softmax over the clean past and the changed present", async () => {
    const past = { keys: byHead(clean.keys), values: byHead(clean.values) };
    const mixed = await ownAttention(changed, past, { ...shape, scores });
    for (let t = 0; t < positions; t++) {
      const begin = t - (t % context);
      for (let h = 0; h < heads; h++) {
        const group = h >> 1;
        const column = (s: number) => (s * keyValueHeads + group) * headWidth;
        const read = Array.from({ length: t - begin + 1 }, (_, k) => begin + k).filter(
          (s) => scores.window === 0 || t - s < scores.window,
        );
        const from = (s: number) => (s === t ? changed : clean);
        const weights = read.map((s) => {
          let product = 0;
          for (let j = 0; j < headWidth; j++)
            product += changed.queries[(t * heads + h) * headWidth + j]! * from(s).keys[column(s) + j]!;
          const score = scores.scale * product;
          return Math.exp(scores.softCap > 0 ? scores.softCap * Math.tanh(score / scores.softCap) : score);
        });
        const total = weights.reduce((sum, weight) => sum + weight, 0);
        for (let j = 0; j < headWidth; j++) {
          const expected = read.reduce(
            (sum, s, k) => sum + (weights[k]! / total) * from(s).values[column(s) + j]!,
            0,
          );
          expect(mixed[(t * heads + h) * headWidth + j]).toBeCloseTo(expected, 5);
        }
      }
    }
  });
});
