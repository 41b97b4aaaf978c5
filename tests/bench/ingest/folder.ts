import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { encodeSafetensors } from "~workers/checkpoints/encodeSafetensors";
import { openWeights } from "~workers/checkpoints/weightStore";
import type { BenchRecord } from "../record";

const checkpoints = 500;
const tensors = 150;

/** A folder of checkpoints, each opened and its header read: what listing them takes at most. */
export async function bench(): Promise<BenchRecord[]> {
  const folder = await mkdtemp(join(tmpdir(), "plateau-bench-"));
  try {
    const content = encodeSafetensors(
      new Map(
        Array.from({ length: tensors }, (_, at) => [
          `transformer.h.${at}.weight`,
          { dtype: "F32", shape: [2, 2], data: new Float32Array(4) },
        ]),
      ),
    );
    for (let step = 0; step < checkpoints; step++) {
      await mkdir(join(folder, `checkpoint-${step}`));
      await writeFile(join(folder, `checkpoint-${step}`, "model.safetensors"), content);
    }
    let best = Infinity;
    for (let run = 0; run < 5; run++) {
      const started = performance.now();
      for (const name of await readdir(folder)) await (await openWeights(join(folder, name))).close();
      best = Math.min(best, (performance.now() - started) / 1000);
    }
    return [
      {
        name: "opening a folder of checkpoints",
        value: best,
        unit: "s",
        bar: { atMost: 2 },
        backend: "TypeScript, one thread",
        sizes: `${checkpoints} checkpoints of ${tensors} tensors`,
      },
    ];
  } finally {
    await rm(folder, { recursive: true });
  }
}
