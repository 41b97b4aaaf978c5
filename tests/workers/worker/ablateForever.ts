import { parentPort, workerData } from "node:worker_threads";
import { seededRandom } from "~/core/stats/random";
import { randomAblationProblem } from "~tests/helpers/randomAblationProblem";
import { ablateInThread } from "~workers/backends/native/ablateInThread";
import type { NativeVariant } from "~workers/backends/native/loadNativeKernels";

// A thread whose ablation goes on in a thread of its own, for longer than anyone would wait.
const { variant } = workerData as { variant: NativeVariant };
const shape = { T: 512, m: 512, V: 4096, d: 16, norm: "layer", beta: true, bias: false, scale: 3 } as const;
const problem = randomAblationProblem(seededRandom(1), shape);
const ablate = ablateInThread(variant);
let begun = false;
void Promise.all(
  Array.from({ length: 1000 }, () =>
    ablate(problem, {
      onEffects: () => {
        if (!begun) parentPort!.postMessage("begins");
        begun = true;
      },
    }),
  ),
);
