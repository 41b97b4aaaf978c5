import { setBackend } from "@tensorflow/tfjs-core";
import { parseRunConfig, type RunConfigInput } from "~/core/runConfig";
import { randomInteger, seededRandom } from "~/core/stats/random";
import { readEnv } from "~/env";
import type { ComputeBackend } from "~workers/backends/computeBackend";
import { openBackend } from "~workers/backends/openBackend";
import { createTrainer } from "~workers/lm/createTrainer";
import { loadKernels } from "~workers/backends/loadKernels";
import { type AblationShape, randomAblationProblem } from "~tests/helpers/randomAblationProblem";
import type { Bench, BenchRecord } from "../record";

/** The last MLP of a model of 400 million parameters, and a GPT of 10 million. */
const real = {
  ablation: { gpu: { T: 256, m: 4096, V: 50_304, d: 1024 }, cpu: { T: 16, m: 512, V: 50_304, d: 1024 } },
  model: { layers: 6, width: 384, heads: 6, mlpWidth: 1536, context: 256, vocabulary: 512 },
  batch: 32,
  steps: { gpu: 20, cpu: 2 },
};
/** To see that it works where a CPU imitates the GPU: its figures say nothing. */
const tiny: typeof real = {
  ablation: { gpu: { T: 8, m: 16, V: 300, d: 8 }, cpu: { T: 8, m: 16, V: 300, d: 8 } },
  model: { layers: 1, width: 16, heads: 2, mlpWidth: 24, context: 8, vocabulary: 512 },
  batch: 2,
  steps: { gpu: 2, cpu: 2 },
};

/** Exact ablation and training on the GPU of this machine, and how many times as fast as its cores that is. */
export const bench: Bench = async () => {
  const env = readEnv();
  const allowSoftwareGpu = env.PLATEAU_ALLOW_SOFTWARE_GPU === "on";
  const asked = env.PLATEAU_BACKEND === "tensorflow" ? "tensorflow" : "webgpu";
  const gpu = await openBackend({ name: asked, allowSoftwareGpu });
  const cpu = await openBackend({ name: (await loadKernels({})).backend });
  const sizes = allowSoftwareGpu ? tiny : real;

  const elements = {
    gpu: await ablationRate(gpu, sizes.ablation.gpu),
    cpu: await ablationRate(cpu, sizes.ablation.cpu),
  };
  const tokens = { gpu: await trainingRate(gpu, sizes, "gpu"), cpu: await trainingRate(cpu, sizes, "cpu") };
  const { T, m, V, d } = sizes.ablation.gpu;
  const ablation = { backend: gpu.description, sizes: `T=${T} m=${m} V=${V} d=${d}` };
  const { layers, width, context, vocabulary } = sizes.model;
  const training = {
    backend: gpu.description,
    sizes: `${layers} layers, d=${width}, V=${vocabulary}, batch ${sizes.batch}x${context}`,
  };
  const bar = (atLeast: number): BenchRecord["bar"] => (allowSoftwareGpu ? null : { atLeast });
  const over = { unit: `× ${cpu.description}` };
  return [
    { name: "exact ablation", value: elements.gpu, unit: "elements/s", bar: bar(1e11), ...ablation },
    {
      name: "exact ablation over the CPU's",
      value: elements.gpu / elements.cpu,
      bar: null,
      ...over,
      ...ablation,
    },
    { name: "training", value: tokens.gpu, unit: "tokens/s", bar: null, ...training },
    { name: "training over the CPU's", value: tokens.gpu / tokens.cpu, bar: bar(20), ...over, ...training },
  ];
};

/** Elements (position, neuron, token) a second, each counted once for either norm; the better of two runs. */
async function ablationRate(
  { kernels }: ComputeBackend,
  shape: Pick<AblationShape, "T" | "m" | "V" | "d">,
): Promise<number> {
  const given = { ...shape, norm: "layer", beta: true, bias: false, scale: 0.03 } as const;
  const problem = randomAblationProblem(seededRandom(1), given);
  let seconds = Infinity;
  for (let run = 0; run < 2; run++) {
    const started = performance.now();
    await kernels.ablate(problem);
    seconds = Math.min(seconds, (performance.now() - started) / 1000);
  }
  return (2 * shape.T * shape.m * shape.V) / seconds;
}

/** Tokens a second after a first step, which makes what later ones reuse. */
async function trainingRate(
  backend: ComputeBackend,
  { model, batch, steps }: typeof real,
  on: "gpu" | "cpu",
): Promise<number> {
  const input: RunConfigInput = { model, training: { batch, steps: 100, warmupSteps: 10 } };
  const config = parseRunConfig(input);
  const random = seededRandom(1);
  const train = Uint16Array.from({ length: 50_000 }, () => randomInteger(random, model.vocabulary));
  await setBackend(backend.tfjsName);
  const trainer = createTrainer({ backend, config, corpus: { train } });
  await trainer.trainStep();
  const [before, started] = [trainer.tokens, performance.now()];
  for (let step = 0; step < steps[on]; step++) await trainer.trainStep();
  const rate = (1000 * (trainer.tokens - before)) / (performance.now() - started);
  trainer.dispose();
  return rate;
}
