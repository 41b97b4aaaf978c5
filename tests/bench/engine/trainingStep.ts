import { parseRunConfig, type RunConfigInput } from "~/core/runConfig";
import { randomInteger, seededRandom } from "~/core/stats/random";
import { nativeKernelLibraries } from "~tests/helpers/everyKernelLibrary";
import { openBackend } from "~workers/backends/openBackend";
import { createTrainer } from "~workers/lm/createTrainer";
import type { BenchRecord } from "../record";

/** The model that the stack was chosen with, and the demo's; both on random text, which costs what any text costs. */
const models: { name: string; input: RunConfigInput; bars: { cpu: number | null; tokens: number | null } }[] =
  [
    {
      name: "4 layers, d=128, V=2048, batch 8x128",
      input: { model: { vocabulary: 2048 }, training: { batch: 8 } },
      bars: { cpu: 0.2, tokens: null },
    },
    { name: "demo model, V=4096, batch 16x128", input: {}, bars: { cpu: null, tokens: 10_000 } },
  ];

/** A training step: forward, backward, clipping and AdamW; on the best instruction set, and without tiles where it has them. */
export async function bench(): Promise<BenchRecord[]> {
  const records: BenchRecord[] = [];
  const [best] = await nativeKernelLibraries();
  const variants = best?.variant === "amx" ? (["amx", "avx512"] as const) : [undefined];
  for (const [threads, variant] of [1, 2].flatMap((count) =>
    variants.map((each) => [count, each] as const),
  )) {
    const backend = await openBackend({ threads, variant });
    for (const { name, input, bars } of models) {
      const config = parseRunConfig(input);
      const random = seededRandom(1);
      const train = Uint16Array.from({ length: 50_000 }, () =>
        randomInteger(random, config.model.vocabulary),
      );
      const trainer = createTrainer({ backend, config, corpus: { train } });
      let [seconds, cpu] = [Infinity, Infinity];
      for (let step = 0; step < 20; step++) {
        const [started, before] = [performance.now(), process.cpuUsage()];
        await trainer.trainStep();
        const used = process.cpuUsage(before);
        seconds = Math.min(seconds, (performance.now() - started) / 1000);
        cpu = Math.min(cpu, (used.user + used.system) / 1e6);
      }
      const tokens = trainer.tokens / trainer.step;
      trainer.dispose();
      const common = { backend: backend.description, sizes: name };
      records.push(
        {
          name: "training step, fastest of 20, CPU time",
          value: cpu,
          unit: "s",
          bar: bars.cpu === null ? null : { atMost: bars.cpu },
          ...common,
        },
        {
          name: "training, fastest of 20 steps",
          value: tokens / seconds,
          unit: "tokens/s",
          bar: bars.tokens === null || threads === 1 ? null : { atLeast: bars.tokens },
          ...common,
        },
      );
    }
  }
  return records;
}
