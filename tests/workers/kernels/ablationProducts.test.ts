import { describe, expect, it } from "vitest";
import { deriveSeed, normalsFrom, randomInteger, seededRandom } from "~/core/stats/random";
import { everyKernelLibrary } from "~tests/helpers/everyKernelLibrary";
import type { KernelLibrary } from "~workers/backends/kernelLibrary";
import { paddedLength, POSITION_MOMENTS } from "~workers/backends/native/ablationRows";

const seed = Date.now() >>> 0;
const libraries = await everyKernelLibrary();
/** What float32 sums of products of two parts, and of one, may be off by, as a share of Σ|terms|: gemm.h. */
const ofTwoParts = 2 ** -15 + 2 ** -17;
const ofOnePart = 2 ** -7 + 2 ** -12;
const ofFloat32 = 2 ** -17;

interface Sizes {
  rows: number;
  neurons: number;
  V: number;
  d: number;
}

/** Positions as the kernels prepare them, with their weights and λ in float64 beside. */
function preparePositions(library: KernelLibrary, random: () => number, { rows, V }: Sizes) {
  const ld = paddedLength(V);
  const tables = library.variant === "amx" ? 1 : 2;
  const L = new Float32Array(rows * ld);
  for (let row = 0; row < rows; row++)
    L.set(
      normalsFrom(random, V).map((x) => 3 * x),
      row * ld,
    );
  const logits = L.slice();
  const bias = new Float64Array(ld).fill(-1e300);
  for (let v = 0; v < V; v++) bias[v] = random();
  const targets = Int32Array.from({ length: rows }, () => randomInteger(random, V));
  const weights = new Float32Array(tables * rows * ld);
  const moments = new Float64Array(POSITION_MOMENTS * rows);
  const [range, loss] = [new Float64Array(rows), new Float64Array(rows)];
  library.ablation_positions(L, rows, V, ld, bias, targets, tables, 1, weights, range, moments, loss);
  return { ld, L, logits, bias, targets, weights, range, moments, loss };
}

type Terms = (p: number, lambda: number, x: number) => number;

/** Σ_v of a position's terms with a row x [V], and Σ of their magnitudes, in float64. */
function sumTerms(
  { ld, L, weights, moments }: ReturnType<typeof preparePositions>,
  row: number,
  x: (v: number) => number,
  { V, term }: { V: number; term: Terms },
) {
  const mean = moments[POSITION_MOMENTS * row + 1]! / moments[POSITION_MOMENTS * row]!;
  let [value, size] = [0, 0];
  for (let v = 0; v < V; v++) {
    const product = term(weights[row * ld + v]!, L[row * ld + v]! - mean, x(v));
    value += product;
    size += Math.abs(product);
  }
  return { value, size };
}

describe.each(libraries)("the products of the certified ablation on $variant", (library) => {
  const sizes: Sizes = { rows: 37, neurons: 41, V: 1_000, d: 19 };
  const byTiles = library.variant === "amx";

  it("leaves the softmax of each position, λ about its mean", () => {
    const random = seededRandom(deriveSeed(seed, "softmax"));
    const prepared = preparePositions(library, random, sizes);
    const { logits, bias, ld, moments, loss, targets } = prepared;
    for (let row = 0; row < sizes.rows; row++) {
      const z = Array.from({ length: sizes.V }, (_, v) => logits[row * ld + v]! + bias[v]!);
      const top = Math.max(...z);
      const total = z.reduce((sum, x) => sum + Math.exp(x - top), 0);
      expect(loss[row]).toBeCloseTo(Math.log(total) + top - z[targets[row]!]!, 5);
      expect(moments[POSITION_MOMENTS * row]! / total).toBeCloseTo(1, 5);
      for (const power of [2, 3, 4]) {
        const { value, size } = sumTerms(prepared, row, () => 1, {
          V: sizes.V,
          term: (p, l) => p * l ** power,
        });
        expect(Math.abs(moments[POSITION_MOMENTS * row + power]! - value)).toBeLessThanOrEqual(1e-5 * size);
      }
    }
  });

  it("sums P, P λ and P λ² over the unembedding of every dimension", () => {
    const random = seededRandom(deriveSeed(seed, "tokens"));
    const prepared = preparePositions(library, random, sizes);
    const { rows, V, d } = sizes;
    const unembedding = Float32Array.from(normalsFrom(random, V * d));
    const tables: Terms[] = [(p, _, x) => p * x, (p, l, x) => p * l * x, (p, l, x) => p * l * l * x];
    const expected = byTiles ? tables : tables.slice(0, 2);
    const tokens = new Float32Array(expected.length * rows * d).fill(NaN);
    library.ablation_tokens(
      ...([rows, V, prepared.ld, d, prepared.L, prepared.weights, prepared.moments, unembedding] as const),
      tokens,
    );
    expected.forEach((term, table) => {
      for (let row = 0; row < rows; row++)
        for (let j = 0; j < d; j++) {
          const { value, size } = sumTerms(prepared, row, (v) => unembedding[v * d + j]!, { V, term });
          const found = tokens[(table * rows + row) * d + j]!;
          const allowed = size * (table === 2 ? ofTwoParts : ofFloat32);
          expect(Math.abs(found - value), `seed ${seed}, table ${table}`).toBeLessThanOrEqual(allowed);
        }
    });
  });

  it("sums P and P λ over powers of every signature, the same bits on one thread and on two", () => {
    const random = seededRandom(deriveSeed(seed, "moments"));
    const prepared = preparePositions(library, random, sizes);
    const { rows, neurons, V } = sizes;
    const { ld } = prepared;
    const g = new Float32Array(neurons * ld);
    for (let i = 1; i < neurons; i++) g.set(normalsFrom(random, V), i * ld);
    const range = Float64Array.from({ length: neurons }, (_, i) =>
      g.subarray(i * ld, (i + 1) * ld).reduce((most, x) => Math.max(most, Math.abs(x)), 0),
    );
    const planes: { term: Terms; share: number }[] = [
      { term: (p, _, h) => p * h ** 2, share: ofTwoParts },
      { term: (p, _, h) => p * h ** 3, share: ofOnePart },
      { term: (p, _, h) => p * h ** 4, share: ofOnePart },
      { term: (p, l, h) => p * l * h ** 2, share: ofOnePart },
    ];
    const expected = byTiles ? planes : [{ ...planes[0]!, share: ofFloat32 }];
    const momentsOn = (threads: number) => {
      library.startPool(threads);
      const moments = new Float32Array(expected.length * rows * neurons).fill(NaN);
      library.ablation_moments(
        ...([rows, neurons, ld, prepared.L, prepared.weights, prepared.moments, g, range] as const),
        moments,
      );
      return moments;
    };
    const moments = momentsOn(2);
    expect(momentsOn(1)).toEqual(moments);
    expected.forEach(({ term, share }, plane) => {
      for (let row = 0; row < rows; row++)
        for (let i = 0; i < neurons; i++) {
          const h = (v: number) => (range[i]! > 0 ? g[i * ld + v]! / range[i]! : 0);
          const { value, size } = sumTerms(prepared, row, h, { V, term });
          const found = moments[(plane * rows + row) * neurons + i]!;
          expect(Math.abs(found - value), `seed ${seed}, plane ${plane}`).toBeLessThanOrEqual(share * size);
        }
    });
  });
});
