import { normalsFrom, seededRandom } from "~/core/stats/random";
import { nativeKernelLibraries } from "~tests/helpers/everyKernelLibrary";
import type { KernelLibrary } from "~workers/backends/kernelLibrary";
import { nativeAblate } from "~workers/backends/native/ablate";
import type { Bench, BenchRecord } from "../record";
import { problemOf, small } from "./ablation";
import { bestOf } from "./bestOf";

const products = [
  { rows: 1024, inner: 1024, columns: 1024 },
  { rows: 512, inner: 768, columns: 50_257 },
];
const shape = { ...small, T: 2048, m: 512 };

/** One and two threads in turns, since a shared machine's clock moves. */
export const bench: Bench = async () => {
  const libraries = await nativeKernelLibraries();
  const [best] = libraries;
  if (best === undefined) return [];
  // Beside tiles, the registers that they take the place of.
  return libraries
    .filter(({ variant }) => variant === best.variant || (best.variant === "amx" && variant === "avx512"))
    .flatMap(measure);
};

function measure(library: KernelLibrary): BenchRecord[] {
  const backend = `native ${library.variant}, 2 threads over 1`;
  const problem = problemOf(shape, 0.03);
  return [
    ...products.map(({ rows, inner, columns }) => {
      const [A, B] = [rows * inner, inner * columns].map((count, seed) =>
        Float32Array.from(normalsFrom(seededRandom(seed), count)),
      );
      const C = new Float32Array(rows * columns);
      const turns = Math.min(40, Math.ceil(1e11 / (rows * inner * columns)));
      const multiply = () => library.gemm(0, 1, rows, columns, inner, 1, A!, inner, B!, inner, 0, C, columns);
      return {
        ...{ name: "gemm", value: speedUp(library, turns, multiply), unit: "×", bar: { atLeast: 1.8 } },
        ...{ backend, sizes: `${rows} x ${columns} x ${inner}, B transposed` },
      };
    }),
    {
      name: "exact ablation",
      value: speedUp(library, 3, () => nativeAblate(library, problem)),
      ...{ unit: "×", bar: { atLeast: 1.9 }, backend },
      sizes: `T=${shape.T} m=${shape.m} V=${shape.V} d=${shape.d}`,
    },
  ];
}

function speedUp(library: KernelLibrary, turns: number, work: () => void): number {
  const seconds: [one: number, two: number] = [Infinity, Infinity];
  for (let turn = 0; turn < turns; turn++) {
    for (const threads of [1, 2] as const) {
      library.startPool(threads);
      seconds[threads - 1] = Math.min(seconds[threads - 1]!, bestOf(1, work));
    }
  }
  return seconds[0] / seconds[1];
}
