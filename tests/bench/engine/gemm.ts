import { normalsFrom, seededRandom } from "~/core/stats/random";
import { type KernelLibrary } from "~workers/backends/kernelLibrary";
import { nativeKernelLibraries } from "~tests/helpers/everyKernelLibrary";
import type { BenchRecord } from "../record";
import type { Product } from "./product";
import { shareOfBound } from "./shareOfBound";

const products: Product[] = [
  { rows: 1024, columns: 1024, inner: 1024, bar: true },
  { rows: 512, columns: 50_257, inner: 768, transposeB: true, bar: true },
  { rows: 2048, columns: 384, inner: 128 },
  { rows: 2048, columns: 512, inner: 128 },
  { rows: 2048, columns: 128, inner: 512 },
  { rows: 256, columns: 4096, inner: 128, transposeB: true },
  { rows: 128, columns: 512, inner: 2048, transposeA: true },
  { rows: 4096, columns: 128, inner: 256, transposeA: true },
];

/** Least share of what multiply-adds in registers can do. Tiles are there to pass it. */
const leastShare = (library: KernelLibrary) => (library.variant === "amx" ? 1 : 0.85);

/** Matrix products of square and training shapes, as a share of the multiply-adds that registers alone can do. */
export async function bench(): Promise<BenchRecord[]> {
  const libraries = await nativeKernelLibraries();
  return [1, 2].flatMap((threads) => products.flatMap((product) => measure(libraries, threads, product)));
}

/** Every instruction set in turns. The peak is taken again each time, since a shared machine's clock moves. */
function measure(libraries: KernelLibrary[], threads: number, product: Product): BenchRecord[] {
  const { rows, columns, inner, transposeA = false, transposeB = false, bar } = product;
  const random = seededRandom(1);
  const [A, B] = [rows * inner, inner * columns].map((count) =>
    Float32Array.from(normalsFrom(random, count)),
  ) as [Float32Array, Float32Array];
  const C = new Float32Array(rows * columns);
  const flops = 2 * rows * columns * inner;
  const multiply = (library: KernelLibrary) =>
    library.gemm(
      ...([Number(transposeA), Number(transposeB), rows, columns, inner, 1] as const),
      ...([A, transposeA ? rows : inner, B, transposeB ? inner : columns, 0, C, columns] as const),
    );
  const measured = libraries.map((library) => ({ library, best: 0, peak: 0 }));
  for (let repeat = 0; repeat < Math.max(4, Math.min(100, 4e10 / flops)); repeat++) {
    for (const each of measured) {
      each.library.startPool(threads);
      each.peak = Math.max(each.peak, fmaPeak(each.library));
      each.best = Math.max(each.best, flops / secondsOf(() => multiply(each.library)));
    }
  }
  const sizes = `${rows} x ${columns} x ${inner}${transposeA ? ", A transposed" : ""}${transposeB ? ", B transposed" : ""}`;
  const records = measured.flatMap(({ library, best, peak }): BenchRecord[] => {
    const common = { backend: describe(library, threads), sizes };
    multiply(library);
    return [
      { name: "gemm", value: best / 1e9, unit: "GFLOP/s", bar: null, ...common },
      {
        name: "gemm, share of what registers alone do on as many threads",
        value: best / peak,
        unit: "",
        bar: bar ? { atLeast: leastShare(library) } : null,
        ...common,
      },
      ...(threads === 1 ? [{ ...common, ...errorOf(product, { A, B, C }) }] : []),
    ];
  });
  const [tiles, registers] = ["amx", "avx512"].map((variant) =>
    measured.find(({ library }) => library.variant === variant),
  );
  if (tiles === undefined || registers === undefined) return records;
  const name = "gemm, tiles over registers";
  const backend = `${describe(tiles.library, threads)}, over avx512`;
  return [...records, { name, value: tiles.best / registers.best, unit: "×", bar: null, backend, sizes }];
}

const describe = (library: KernelLibrary, threads: number) =>
  `native ${library.variant}, ${threads} thread${threads === 1 ? "" : "s"}`;

const errorOf = (product: Product, matrices: Parameters<typeof shareOfBound>[1]) => ({
  name: "gemm, greatest error over float32's bound, K·2^-24·Σ|a·b|",
  value: shareOfBound(product, matrices),
  unit: "",
  bar: { atMost: 1 },
});

function fmaPeak(library: KernelLibrary): number {
  const flops = new Float64Array(1);
  const seconds = secondsOf(() => library.fma_peak(20_000, flops));
  return flops[0]! / seconds;
}

function secondsOf(work: () => void): number {
  const started = performance.now();
  work();
  return (performance.now() - started) / 1000;
}
