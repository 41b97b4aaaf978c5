import { mkdtemp, open, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { normalsFrom, seededRandom } from "~/core/stats/random";
import { encodeSafetensors, type TensorToStore } from "~workers/checkpoints/encodeSafetensors";
import { describeGpt2 } from "~workers/checkpoints/gpt2Config";
import { analyze } from "~workers/cli/commands/analyze";
import { gpt2Parameters } from "~workers/lm/gpt2Parameters";
import type { Gpt2Shape } from "~workers/lm/gpt2Shape";
import type { Bench } from "../record";

const shape: Gpt2Shape = {
  ...{ layers: 12, width: 768, heads: 12, mlpWidth: 3072, context: 1024, vocabulary: 50_257 },
  ...{ epsilon: 1e-5, gelu: "tanh" },
};
const [context, sequences] = [1024, 4];

/** `plateau analyze` on a GPT-2 small of random weights: the whole of its final MLP and the spectrum of every matrix. */
export const bench: Bench = async () => {
  const folder = await mkdtemp(join(tmpdir(), "plateau-bench-"));
  try {
    await writeCheckpoint(folder);
    const random = seededRandom(2);
    // Few tokens are frequent, as in a text.
    const ids = Uint16Array.from({ length: sequences * (context + 1) }, () =>
      Math.floor(shape.vocabulary ** random() - 1),
    );
    await writeFile(join(folder, "tokens.u16"), new Uint8Array(ids.buffer));
    const begin = performance.now();
    await analyze(folder, {
      ...{ tokens: join(folder, "tokens.u16"), json: join(folder, "out.json") },
      ...{ context: String(context), sequences: String(sequences) },
    });
    const seconds = (performance.now() - begin) / 1000;
    const gibibytes = process.resourceUsage().maxRSS / 2 ** 20;
    const common = {
      backend: "as opened by analyze",
      sizes: `GPT-2 small, ${sequences * context} positions`,
    };
    return [
      { name: "complete analysis", value: seconds, unit: "s", bar: { atMost: 90 }, ...common },
      {
        name: "its memory, the benchmark's own included",
        value: gibibytes,
        unit: "GiB",
        bar: { atMost: 6 },
        ...common,
      },
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

/** Every matrix is a window of one long random array, so that writing half a gigabyte takes a third of that. */
async function writeCheckpoint(folder: string): Promise<void> {
  const specs = gpt2Parameters(shape);
  const sizeOf = (of: readonly number[]) => of.reduce((product, length) => product * length, 1);
  const longest = Math.max(...specs.map(({ shape }) => sizeOf(shape)));
  const values = Float32Array.from(normalsFrom(seededRandom(1), longest), (z) => 0.02 * z);
  const tensors = specs.map(({ name, shape, start }, index): [string, TensorToStore] => {
    const size = sizeOf(shape);
    const begin = (index * 7919) % (longest - size + 1);
    const data =
      "constant" in start
        ? new Float32Array(size).fill(start.constant)
        : values.subarray(begin, begin + size);
    return [name, { dtype: "F32", shape, data }];
  });
  const file = await open(join(folder, "model.safetensors"), "w");
  for (const piece of encodeSafetensors(new Map(tensors))) await file.writeFile(piece);
  await file.close();
  await writeFile(join(folder, "config.json"), JSON.stringify(describeGpt2(shape)));
}
