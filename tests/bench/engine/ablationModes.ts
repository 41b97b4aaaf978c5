import { seededRandom } from "~/core/stats/random";
import { everyKernelLibrary } from "~tests/helpers/everyKernelLibrary";
import { hasTrajectory, trajectoryProblem } from "~tests/helpers/trajectoryProblem";
import type { AblationProblem } from "~workers/backends/ablationProblem";
import type { KernelLibrary } from "~workers/backends/kernelLibrary";
import { nativeAblate } from "~workers/backends/native/ablate";
import type { Bench, BenchRecord } from "../record";
import { problemOf, small } from "./ablation";
import { bestCpuOf } from "./bestCpuOf";

/** Where the reference trajectory is not at hand, output weights in the sizes of a trained model's. */
async function trainedProblem(): Promise<{ problem: AblationProblem; sizes: string }> {
  if (!hasTrajectory) return { problem: problemOf(small, 0.03), sizes: "shifts of a trained model" };
  return { problem: await trajectoryProblem(1500), sizes: "trajectory, step 1500" };
}

/** What stands between a neuron and the loss in other families, and the sums along token frequency. */
function extensionsOf({
  gamma,
  targets,
  unembedding,
}: AblationProblem): Record<string, Partial<AblationProblem>> {
  const d = gamma.length;
  const V = unembedding.length / d;
  const random = seededRandom(2);
  const mlpOutput = Float32Array.from({ length: targets.length * d }, () => random() - 0.5);
  const harmonic = Array.from({ length: V }, (_, v) => 1 / (v + 1)).reduce((sum, x) => sum + x, 0);
  const softCap = { softCap: 30 };
  const postNorm = { postNorm: { gamma: new Float32Array(d).fill(1), epsilon: 1e-6, mlpOutput } };
  const logUnigram = Float64Array.from({ length: V }, (_, v) => -Math.log((v + 1) * harmonic));
  return {
    "a soft cap": softCap,
    "a norm behind the MLP": postNorm,
    "sums by token frequency": { frequency: { logUnigram } },
    "a soft cap and a norm behind the MLP": { ...softCap, ...postNorm },
  };
}

async function measureVariant(library: KernelLibrary): Promise<BenchRecord[]> {
  library.startPool(1);
  const backend = `${library.backend} ${library.variant}, 1 thread, CPU time`;
  const trained = await trainedProblem();
  const wide = {
    problem: problemOf({ ...small, m: 512 }, 0.03),
    sizes: "T=512 m=512 V=4096 d=128, shifts as trained",
  };

  const plain = problemOf(small, 0.03);
  const plainSeconds = bestCpuOf(3, () => nativeAblate(library, plain));
  return [
    ...[trained, wide].flatMap(({ problem, sizes }): BenchRecord[] => {
      const exact = bestCpuOf(5, () => nativeAblate(library, problem));
      const certified = bestCpuOf(5, () => nativeAblate(library, problem, { tolerance: 1e-6 }));
      const { certifiedShare } = nativeAblate(library, problem, { tolerance: 1e-6 });
      const common = { backend, sizes };
      return [
        {
          ...{ name: "certified ablation over exact", value: exact / certified, unit: "×" },
          ...{ bar: { atLeast: 4 }, ...common },
        },
        { ...{ name: "pairs certified", value: 100 * certifiedShare!, unit: "%", bar: null }, ...common },
      ];
    }),
    ...Object.entries(extensionsOf(plain)).map(([what, extension]) => ({
      ...{ name: `exact ablation with ${what}, cost`, unit: "× the plain one", bar: null },
      value: bestCpuOf(3, () => nativeAblate(library, { ...plain, ...extension })) / plainSeconds,
      ...{ backend, sizes: "T=512 m=256 V=4096 d=128" },
    })),
  ];
}

export const bench: Bench = async () => {
  const records: BenchRecord[] = [];
  for (const library of await everyKernelLibrary()) records.push(...(await measureVariant(library)));
  return records;
};
