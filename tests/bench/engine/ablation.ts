import { seededRandom } from "~/core/stats/random";
import { everyKernelLibrary } from "~tests/helpers/everyKernelLibrary";
import { type AblationShape, randomAblationProblem } from "~tests/helpers/randomAblationProblem";
import type { AblationProblem } from "~workers/backends/ablationProblem";
import { nativeAblate } from "~workers/backends/native/ablate";
import type { KernelLibrary } from "~workers/backends/kernelLibrary";
import type { Bench, BenchRecord } from "../record";
import { bestOf } from "./bestOf";

const demo: AblationShape = {
  T: 16384,
  m: 512,
  V: 4096,
  d: 128,
  norm: "layer",
  beta: true,
  bias: false,
  scale: 1,
};
export const small: AblationShape = { ...demo, T: 512, m: 256 };

/** Elements of the sum in 10⁹ a second and thread: each position, neuron and token counts once for either norm. */
const barOf = { amx: 6, avx512: 6, avx2: 4, neon: null, simd128: 1.1, fma128: 1.1 };
const lanesOf = { amx: 16, avx512: 16, avx2: 8, neon: 4, simd128: 4, fma128: 4 };
/** Vector instructions for both norms of one position, neuron and vector of tokens, loads not counted. */
const instructionsOf = { moments: 6.5, reduced: 28 };

/**
 * Output weights in sizes from `most` down to a 30th of it, evenly in the logarithm. In a checkpoint trained for 1,500
 * steps half of all pairs shift no logit by more than .009 and a fifth some logit by more than .05, as here with .03.
 */
export function problemOf(shape: AblationShape, most: number): AblationProblem {
  const problem = randomAblationProblem(seededRandom(1), shape);
  for (let at = 0; at < problem.wOut.length; at++)
    problem.wOut[at]! *= most * 30 ** -(Math.floor(at / shape.d) / shape.m);
  return problem;
}

function describeSizes({ T, m, V, d }: AblationShape): string {
  return `T=${T} m=${m} V=${V} d=${d}`;
}

/** What one thread issues of multiply-adds in registers, in vectors of 10⁹ a second. */
function measuredIssueRate(library: KernelLibrary): number {
  const flops = new Float64Array(1);
  const seconds = bestOf(20, () => library.fma_peak(20_000, flops));
  return flops[0]! / 2 / lanesOf[library.variant] / seconds / 1e9;
}

function measureVariant(library: KernelLibrary): BenchRecord[] {
  const { variant } = library;
  const bar = barOf[variant];
  const common = { backend: `${library.backend} ${variant}, 1 thread`, sizes: describeSizes(small) };
  library.startPool(1);
  const issue = measuredIssueRate(library);
  const elements = 2 * small.T * small.m * small.V;
  const rate = (most: number) => {
    const problem = problemOf(small, most);
    return elements / bestOf(3, () => nativeAblate(library, problem)) / 1e9;
  };
  const [trained, fine, coarse] = [rate(0.03), rate(0.003), rate(1)];
  const issued = (elementRate: number, instructions: number) =>
    (elementRate * instructions) / 2 / lanesOf[variant] / issue;
  const per = { unit: "10⁹ elements/s", bar: bar === null ? null : { atLeast: bar }, ...common };
  const share = { unit: "of the multiply-adds that registers alone do", bar: null, ...common };
  return [
    { name: "ablation, shifts of a trained model", value: trained, ...per },
    { name: "ablation, shifts below .05", value: fine, ...per },
    { name: "ablation, shifts of a nat", value: coarse, ...per, bar: null },
    { name: "ablation, issue rate, shifts below .05", value: issued(fine, instructionsOf.moments), ...share },
    {
      name: "ablation, issue rate, shifts of a nat",
      value: issued(coarse, instructionsOf.reduced),
      ...share,
    },
  ];
}

export const bench: Bench = async () => {
  const libraries = await everyKernelLibrary();
  const [best] = libraries;
  if (best === undefined) throw new Error("no kernels run on this CPU");
  const records = libraries.flatMap(measureVariant);

  const problem = problemOf(demo, 0.03);
  best.startPool(2);
  const seconds = bestOf(2, () => nativeAblate(best, problem));
  const sizes = describeSizes(demo);
  const backend = `${best.backend} ${best.variant}, 2 threads`;
  return [
    ...records,
    { name: "ablation of a demo checkpoint", value: seconds, unit: "s", bar: { atMost: 6 }, backend, sizes },
  ];
};
