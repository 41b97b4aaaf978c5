import { normalsFrom, seededRandom } from "~/core/stats/random";
import { type KernelLibrary } from "~workers/backends/kernelLibrary";
import { nativeKernelLibraries } from "~tests/helpers/everyKernelLibrary";
import type { BenchRecord } from "../record";

interface Product {
  rows: number;
  columns: number;
  inner: number;
  transposeA?: boolean;
  transposeB?: boolean;
  /** Least share of the peak; a figure without a bar is there to be watched. */
  bar?: number;
}

const products: Product[] = [
  { rows: 1024, columns: 1024, inner: 1024, bar: 0.85 },
  { rows: 512, columns: 50_257, inner: 768, transposeB: true, bar: 0.85 },
  { rows: 2048, columns: 384, inner: 128 },
  { rows: 2048, columns: 512, inner: 128 },
  { rows: 2048, columns: 128, inner: 512 },
  { rows: 256, columns: 4096, inner: 128, transposeB: true },
  { rows: 128, columns: 512, inner: 2048, transposeA: true },
  { rows: 4096, columns: 128, inner: 256, transposeA: true },
];

/** Matrix products of square and training shapes, as a share of the multiply-adds that registers alone can do. */
export async function bench(): Promise<BenchRecord[]> {
  return (await nativeKernelLibraries()).flatMap((library) =>
    [1, 2].flatMap((threads) => products.flatMap((product) => measure(library, threads, product))),
  );
}

function measure(library: KernelLibrary, threads: number, product: Product): BenchRecord[] {
  library.startPool(threads);
  const { rows, columns, inner, transposeA = false, transposeB = false, bar } = product;
  const random = seededRandom(1);
  const [A, B] = [rows * inner, inner * columns].map((count) =>
    Float32Array.from(normalsFrom(random, count)),
  );
  const C = new Float32Array(rows * columns);
  const flops = 2 * rows * columns * inner;
  // The peak is taken again before each product, since a shared machine's clock moves.
  let [best, peak] = [0, 0];
  for (let repeat = 0; repeat < Math.max(4, Math.min(100, 4e10 / flops)); repeat++) {
    peak = Math.max(peak, fmaPeak(library));
    const seconds = secondsOf(() =>
      library.gemm(
        ...([Number(transposeA), Number(transposeB), rows, columns, inner, 1] as const),
        ...([A!, transposeA ? rows : inner, B!, transposeB ? inner : columns, 0, C, columns] as const),
      ),
    );
    best = Math.max(best, flops / seconds);
  }
  const common = {
    backend: `native ${library.variant}, ${threads} thread${threads === 1 ? "" : "s"}`,
    sizes: `${rows} x ${columns} x ${inner}${transposeA ? ", A transposed" : ""}${transposeB ? ", B transposed" : ""}`,
  };
  return [
    { name: "gemm", value: best / 1e9, unit: "GFLOP/s", bar: null, ...common },
    {
      name: "gemm, share of what registers alone do on as many threads",
      value: best / peak,
      unit: "",
      bar: bar === undefined ? null : { atLeast: bar },
      ...common,
    },
  ];
}

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
