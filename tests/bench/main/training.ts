import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseRunConfig } from "~/core/runConfig";
import { openBackend } from "~workers/backends/openBackend";
import { openCorpus } from "~workers/corpora/openCorpus";
import { createTrainer } from "~workers/lm/createTrainer";
import type { BenchRecord } from "../record";

const warmUp = 5;
const steps = 40;

/** How fast the demo model learns on the demo text, and the memory that the whole process needs for it. */
export async function bench(): Promise<BenchRecord[]> {
  const config = parseRunConfig({});
  const backend = await openBackend();
  const corpus = await openCorpus({ config, directory: join(tmpdir(), "plateau-bench-corpora") });
  const trainer = createTrainer({ backend, config, corpus });
  for (let step = 0; step < warmUp; step++) await trainer.trainStep();
  const tokensBefore = trainer.tokens;
  const started = performance.now();
  for (let step = 0; step < steps; step++) await trainer.trainStep();
  const seconds = (performance.now() - started) / 1000;
  const tokens = trainer.tokens - tokensBefore;
  trainer.dispose();

  const { layers, width, mlpWidth, context, vocabulary } = config.model;
  const sizes = `${layers} layers, d=${width}, d_mlp=${mlpWidth}, V=${vocabulary}, batch ${config.training.batch}x${context}`;
  const common = { backend: backend.description, sizes };
  return [
    {
      name: "training, demo model",
      value: tokens / seconds,
      unit: "tokens/s",
      bar: { atLeast: 4000 },
      ...common,
    },
    {
      name: "training, peak memory with the text",
      value: process.resourceUsage().maxRSS / 2 ** 20,
      unit: "GiB",
      bar: { atMost: 2 },
      ...common,
    },
  ];
}
