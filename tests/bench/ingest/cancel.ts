import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parseIngestConfig } from "~/core/ingestConfig";
import { seededRandom } from "~/core/stats/random";
import { pauseRun, resumeRun } from "~/db/runControl";
import { startRun } from "~/db/startRun";
import { describeGpt2 } from "~workers/checkpoints/gpt2Config";
import type { Bench } from "../record";
import { gpt2Shapes, gpt2Small } from "./checkpoints/gpt2Shapes";
import { withWorker } from "./checkpoints/withWorker";
import { writeShapes } from "./checkpoints/writeShapes";

/** Into a measurement when it is stopped: reading, the forward pass, ablation, the statistics of neurons. */
const stops = [2, 6, 12, 20];

/** A GPT-2 small that is measured: how regularly its worker's heart beats, and how soon it stops when a reader says so. */
export const bench: Bench = () =>
  withWorker(async (db, directory) => {
    const folder = join(directory, "checkpoint-1");
    await mkdir(folder);
    await writeShapes(folder, gpt2Shapes(gpt2Small), { dtype: "F32", config: describeGpt2(gpt2Small) });
    const text = join(directory, "text.u16");
    const random = seededRandom(2);
    const ids = Uint16Array.from({ length: 2100 }, () => Math.floor(gpt2Small.vocabulary ** random() - 1));
    await writeFile(text, new Uint8Array(ids.buffer));
    const config = parseIngestConfig({
      ...{ source: folder, follow: true },
      text: { file: text, context: 512 },
      measure: { positions: 2048 },
    });
    const { id: runId } = await startRun(db, { kind: "ingest", config, codeVersion: "bench" });
    const isRunning = async () => (await db.measurement.count({ where: { state: "running" } })) > 0;

    let [slowest, longestGap] = [0, 0];
    for (const seconds of stops) {
      while (!(await isRunning())) await sleep(20);
      longestGap = Math.max(longestGap, await longestSilence(seconds));
      const told = performance.now();
      await pauseRun(db, runId);
      while (await isRunning()) await sleep(5);
      slowest = Math.max(slowest, (performance.now() - told) / 1000);
      await resumeRun(db, runId);
    }
    const common = { unit: "s", backend: "one worker", sizes: `GPT-2 small, stopped ${stops.length} times` };
    return [
      { name: "told to stop → stopped, slowest", value: slowest, bar: { atMost: 1 }, ...common },
      {
        name: "between two heartbeats while it measures, longest",
        ...{ value: longestGap, bar: { atMost: 2 }, ...common },
      },
    ];

    async function longestSilence(seconds: number): Promise<number> {
      const end = performance.now() + seconds * 1000;
      const beats = new Set<number>();
      while (performance.now() < end) {
        const [worker] = await db.worker.findMany({ where: { stoppedAt: null } });
        if (worker) beats.add(worker.heartbeatAt.getTime());
        await sleep(100);
      }
      const times = [...beats];
      return Math.max(0, ...times.slice(1).map((time, i) => (time - times[i]!) / 1000));
    }
  });
