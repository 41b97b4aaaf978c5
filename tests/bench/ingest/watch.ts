import { mkdir, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parseIngestConfig } from "~/core/ingestConfig";
import { startRun } from "~/db/startRun";
import { describeGpt2 } from "~workers/checkpoints/gpt2Config";
import type { Gpt2Shape } from "~workers/lm/gpt2Shape";
import type { Bench } from "../record";
import { gpt2Shapes } from "./checkpoints/gpt2Shapes";
import { withWorker } from "./checkpoints/withWorker";
import { writeShapes } from "./checkpoints/writeShapes";

const tiny: Gpt2Shape = {
  ...{ layers: 2, width: 32, heads: 4, mlpWidth: 48, context: 16, vocabulary: 512 },
  ...{ epsilon: 1e-5, gelu: "tanh" },
};
const old = 500;
const rounds = 5;

/** A folder of 500 checkpoints that is followed: from the last byte of one more to the moment its first cell is begun. */
export const bench: Bench = () =>
  withWorker(async (db, directory) => {
    const folder = join(directory, "run");
    const checkpoint = async (name: string) => {
      await mkdir(join(folder, name), { recursive: true });
      await writeShapes(join(folder, name), gpt2Shapes(tiny), { dtype: "F32", config: describeGpt2(tiny) });
    };
    for (let step = 1; step <= old; step++) await checkpoint(`checkpoint-${step}`);
    const text = join(directory, "text.u16");
    await writeFile(text, new Uint8Array(Uint16Array.from({ length: 4000 }, (_, i) => (i * i) % 512).buffer));
    const config = parseIngestConfig({
      // The old ones are listed at every look and not wanted.
      ...{ source: folder, follow: true, every: old + 1 },
      text: { file: text, context: 16 },
      measure: { positions: 256, nullGroups: 19 },
    });
    const { id: runId } = await startRun(db, { kind: "ingest", config, codeVersion: "bench" });

    let slowest = 0;
    for (let round = 1; round <= rounds; round++) {
      const step = round * (old + 1);
      // Elsewhere until its first moment in the folder is its last byte.
      await checkpoint(`tmp-${step}`);
      await writeFile(
        join(folder, `tmp-${step}`, "trainer_state.json"),
        JSON.stringify({ global_step: step }),
      );
      await rename(join(folder, `tmp-${step}`), join(folder, `checkpoint-${step}`));
      const written = Date.now();
      for (;;) {
        const cells = await db.measurement.findMany({
          where: { checkpoint: { runId, step } },
          select: { startedAt: true, state: true },
        });
        const [first] = cells.flatMap(({ startedAt }) => (startedAt ? [startedAt.getTime()] : [])).sort();
        if (first !== undefined) {
          slowest = Math.max(slowest, (first - written) / 1000);
          break;
        }
        await sleep(20);
      }
      // Until the worker is idle again: what is asked for is how soon an idle one begins.
      while ((await db.worker.count({ where: { jobKind: "measure", stoppedAt: null } })) > 0)
        await sleep(100);
    }
    return [
      {
        name: "a followed folder: last byte → first cell begun, slowest",
        ...{ value: slowest, unit: "s", bar: { atMost: 3 } },
        backend: "one worker",
        sizes: `${old} checkpoints, ${rounds} more`,
      },
    ];
  });
