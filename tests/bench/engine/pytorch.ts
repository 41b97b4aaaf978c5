import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { parseRunConfig } from "~/core/runConfig";
import { randomInteger, seededRandom } from "~/core/stats/random";
import { nativeKernelLibraries } from "~tests/helpers/everyKernelLibrary";
import { nativeAblate } from "~workers/backends/native/ablate";
import { openBackend } from "~workers/backends/openBackend";
import { createTrainer } from "~workers/lm/createTrainer";
import type { Bench, BenchRecord } from "../record";
import { problemOf } from "./ablation";
import { gpt2SmallHead } from "./hookLoop";

const Seconds = z.object({ clock: z.number(), cpu: z.number() });
const Figures = z.object({
  version: z.string(),
  threads: z.number(),
  hookLoop: Seconds,
  training: Seconds,
});

const script = fileURLToPath(new URL("pytorch.py", import.meta.url));
/** The first that has torch; Debian's package is seen by Debian's own Python only. */
const pythons = [process.env.PYTHON ?? "python3", "/usr/bin/python3"];

const config = parseRunConfig({});
const tokensPerStep = config.training.batch * config.model.context;
const shape = { ...gpt2SmallHead, T: 256, m: 512 };
const loopNeurons = 3;

/** PyTorch on the same cores: a loop of hooks against exact ablation, and the demo model's training step against ours. */
export const bench: Bench = async () => {
  const python = pythons.find((name) => spawnSync(name, ["-c", "import torch"]).status === 0);
  if (python === undefined) {
    console.error(
      'No Python here has torch: nothing was measured beside it. Debian: apt-get install python3-torch; else pip install torch into an environment, and PYTHON="its python".',
    );
    return [];
  }
  const [library] = await nativeKernelLibraries();
  if (library === undefined) return [];
  const records: BenchRecord[] = [];
  for (const threads of [1, 2]) {
    const theirs = runPytorch(python, threads);
    const ours = await measureOurs(threads);
    // Threads that wait for each other may spin: CPU time, which other processes do not lengthen, tells of one only.
    const by = threads === 1 ? "cpu" : "clock";
    const { T, V, d, m } = shape;
    const common = {
      unit: "×",
      backend: `native ${library.variant} over PyTorch ${theirs.version}, ${threads} thread${threads === 1 ? "" : "s"}, by ${by === "cpu" ? "CPU time" : "the clock"}`,
    };
    records.push(
      {
        name: "exact ablation over PyTorch's loop of hooks, per pair",
        value: theirs.hookLoop[by] / (T * loopNeurons) / (ours.ablation[by] / (T * m)),
        bar: { atLeast: 50 },
        sizes: `T=${T} m=${m} V=${V} d=${d}, loop over ${loopNeurons}, PyTorch ${theirs.version}`,
        ...common,
      },
      {
        name: "training, tokens/s over PyTorch's",
        value: theirs.training[by] / ours.training[by],
        bar: { atLeast: 1 },
        sizes: `demo model, V=${config.model.vocabulary}, batch ${config.training.batch}x${config.model.context}, AdamW, PyTorch ${theirs.version}`,
        ...common,
      },
      {
        name: "· PyTorch's",
        value: tokensPerStep / theirs.training[by],
        bar: null,
        sizes: `demo model, PyTorch ${theirs.version}`,
        ...{ ...common, unit: "tokens/s" },
      },
    );
  }
  return records;

  async function measureOurs(threads: number) {
    const backend = await openBackend({ name: "native", threads });
    const problem = problemOf(shape, 0.03);
    const ablation = await fastest(2, () => Promise.resolve(nativeAblate(library!, problem)));
    const random = seededRandom(1);
    const train = Uint16Array.from({ length: 50_000 }, () => randomInteger(random, config.model.vocabulary));
    const trainer = createTrainer({ backend, config, corpus: { train } });
    const training = await fastest(20, () => trainer.trainStep());
    trainer.dispose();
    return { ablation, training };
  }
};

function runPytorch(python: string, threads: number): z.infer<typeof Figures> {
  const { T, V, d } = shape;
  const sizes = {
    threads,
    hookLoop: { T, V, d, neurons: loopNeurons },
    training: { model: config.model, batch: config.training.batch },
  };
  const { stdout, stderr } = spawnSync(python, [script, JSON.stringify(sizes)], { encoding: "utf8" });
  if (stdout === "") throw new Error(`${python} ${script} ended without a result: ${stderr}`);
  return Figures.parse(JSON.parse(stdout));
}

async function fastest(runs: number, work: () => Promise<unknown>): Promise<z.infer<typeof Seconds>> {
  let [clock, cpu] = [Infinity, Infinity];
  for (let run = 0; run < runs; run++) {
    const [started, before] = [performance.now(), process.cpuUsage()];
    await work();
    const { user, system } = process.cpuUsage(before);
    clock = Math.min(clock, (performance.now() - started) / 1000);
    cpu = Math.min(cpu, (user + system) / 1e6);
  }
  return { clock, cpu };
}
