import { everyKernelLibrary } from "~tests/helpers/everyKernelLibrary";
import { trajectoryProblem } from "~tests/helpers/trajectoryProblem";
import { nativeAblate } from "~workers/backends/native/ablate";
import type { Bench } from "../record";
import { problemOf, small } from "./ablation";
import { bestCpuOf } from "./bestCpuOf";

export const bench: Bench = async () => {
  const which = (process.env.VARIANTS ?? "amx").split(",");
  const n = Number(process.env.RUNS ?? 5);
  for (const library of await everyKernelLibrary()) {
    if (!which.includes(library.variant)) continue;
    library.startPool(1);
    const problems = {
      traj: () => trajectoryProblem(1500),
      wide: async () => problemOf({ ...small, m: 512 }, 0.03),
      gpt2: async () => problemOf({ ...small, T: 1024, m: 768, V: 50_257, d: 768 }, 0.03),
      deep: async () => problemOf({ ...small, T: 2048, m: 3072, V: 8192, d: 768 }, 0.03),
    };
    for (const name of (process.env.PROBLEMS ?? "traj,wide").split(",") as (keyof typeof problems)[]) {
      const problem = await problems[name]();
      const shape = { T: problem.targets.length, m: problem.activations.length / problem.targets.length, V: problem.unembedding.length / problem.gamma.length, d: problem.gamma.length };
      const mode = process.env.MODE ?? "both";
      const exact = mode === "certified" ? 0 : bestCpuOf(n, () => nativeAblate(library, problem));
      const certified = mode === "exact" ? 0 : bestCpuOf(n, () => nativeAblate(library, problem, { tolerance: 1e-6 }));
      const share = mode === "exact" ? 0 : nativeAblate(library, problem, { tolerance: 1e-6 }).certifiedShare;
      console.log(library.variant, name, JSON.stringify(shape), "exact", exact.toFixed(3), "certified", certified.toFixed(3), "ratio", (exact / certified).toFixed(2), "share", share);
    }
  }
  return [];
};
