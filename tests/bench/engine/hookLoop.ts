import { nativeKernelLibraries } from "~tests/helpers/everyKernelLibrary";
import type { AblationShape } from "~tests/helpers/randomAblationProblem";
import { nativeAblate } from "~workers/backends/native/ablate";
import type { KernelLibrary } from "~workers/backends/kernelLibrary";
import type { Bench, BenchRecord } from "../record";
import { problemOf, small } from "./ablation";
import { bestCpuOf } from "./bestCpuOf";
import { ablateByHooks } from "./children/ablateByHooks";

interface Comparison {
  shape: AblationShape;
  /** Of the shape's neurons, those that the loop is timed on: each of them takes it as long as any other. */
  neurons: number;
  /** Of which the one with the least CPU time counts. */
  runs: number;
  bars: { exact: number; certified: number };
}

export const gpt2SmallHead: AblationShape = { ...small, T: 1024, m: 768, V: 50_257, d: 768 };

const comparisons: Comparison[] = [
  { shape: { ...small, T: 512, m: 256 }, neurons: 16, runs: 3, bars: { exact: 12, certified: 50 } },
  { shape: gpt2SmallHead, neurons: 3, runs: 1, bars: { exact: 70, certified: 300 } },
];

/**
 * The same influences by one forward pass of the head per neuron and norm, on the same matrix product; and where that is
 * made by tiles, on products in registers, too.
 */
export const bench: Bench = async () => {
  const [library, ...others] = await nativeKernelLibraries();
  if (library === undefined) return [];
  const registers = library.variant === "amx" ? others.filter(({ variant }) => variant === "avx512") : [];
  return comparisons.flatMap((comparison) =>
    [library, ...registers].flatMap((loop) => compare(library, loop, comparison)),
  );
};

function compare(
  library: KernelLibrary,
  loop: KernelLibrary,
  { shape, neurons, runs, bars }: Comparison,
): BenchRecord[] {
  library.startPool(1);
  const { T, m, V, d } = shape;
  const problem = problemOf(shape, 0.03);

  const exact = new Float64Array(T * neurons);
  const exactSeconds = bestCpuOf(runs, () =>
    nativeAblate(library, problem, {
      onEffects: ({ t, count, i, n, free }) => {
        for (let row = 0; row < count; row++)
          for (let k = 0; k < Math.min(n, neurons - i); k++)
            exact[(t + row) * neurons + i + k] = free[row * n + k]!;
      },
    }),
  );
  let certifiedShare = 0;
  const certifiedSeconds = bestCpuOf(runs, () => {
    certifiedShare = nativeAblate(library, problem, { tolerance: 1e-6 }).certifiedShare!;
  });
  let hooked = new Float64Array();
  const hookSeconds = bestCpuOf(runs, () => (hooked = ablateByHooks(loop, problem, neurons)));
  const worst = hooked.reduce((most, effect, at) => Math.max(most, Math.abs(effect - exact[at]!)), 0);

  const perPair = hookSeconds / (T * neurons);
  const common = {
    backend: `native ${library.variant}, 1 thread, CPU time; the loop ${loop.variant}`,
    sizes: `T=${T} m=${m} V=${V} d=${d}, loop over ${neurons}; random weights, std(ε) .001–.03 as trained`,
  };
  const ratio = (seconds: number) => (perPair * T * m) / seconds;
  return [
    {
      ...{ name: "exact ablation over a loop of hooks", value: ratio(exactSeconds), unit: "×" },
      ...{ bar: { atLeast: bars.exact }, ...common },
    },
    {
      ...{ name: "certified ablation over a loop of hooks", value: ratio(certifiedSeconds), unit: "×" },
      ...{ bar: { atLeast: bars.certified }, ...common },
    },
    { name: "· pairs certified", value: 100 * certifiedShare, unit: "%", bar: null, ...common },
    {
      ...{ name: "· the loop's largest difference to the exact Δ, its float32", value: worst, unit: "nats" },
      ...{ bar: { atMost: 1e-4 }, ...common },
    },
  ];
}
