import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseRunConfig } from "~/core/runConfig";
import { saveCheckpointRow } from "~/db/checkpoints";
import { connect } from "~/db/client";
import { migrate } from "~/db/migrate";
import { createRun } from "~/db/runs";
import { registerWorker } from "~/db/workerRows";
import { openBackend } from "~workers/backends/openBackend";
import { saveCheckpoint } from "~workers/checkpoints/saveCheckpoint";
import { openCorpus } from "~workers/corpora/openCorpus";
import { createTrainer } from "~workers/lm/createTrainer";
import { measureCheckpoint } from "~workers/measure/measureCheckpoint";
import { startPostgres } from "~workers/supervisor/startPostgres";
import type { Bench, BenchRecord } from "../record";

const steps = 100;

/** A demo checkpoint measured into a real database: from the weights on disk to the last committed cell. */
export const bench: Bench = async () => {
  const dataDirectory = await mkdtemp(join(tmpdir(), "plateau-bench-"));
  const server = await startPostgres({ directory: join(dataDirectory, "postgres") });
  await migrate(server.url, "prisma/migrations");
  const db = connect(server.url);
  try {
    const backend = await openBackend();
    // As a worker does when it starts.
    backend.kernels.prepareAblation?.();
    const config = parseRunConfig({});
    const newRun = async () => (await createRun(db, { kind: "training", config, codeVersion: "bench" })).id;
    await registerWorker(db, {
      id: "bench",
      host: "-",
      pid: 1,
      backend: backend.description,
      codeVersion: "bench",
    });

    const corpus = await openCorpus({ config, directory: join(dataDirectory, "corpora") });
    const trainer = createTrainer({ backend, config, corpus });
    while (trainer.step < steps) await trainer.trainStep();
    const { folder, ...saved } = await saveCheckpoint(join(dataDirectory, "runs"), await trainer.save());
    trainer.dispose();
    const { mlpWidth, width, vocabulary } = config.model;
    const common = {
      unit: "s",
      backend: backend.description,
      sizes: `m=${mlpWidth}, d=${width}, V=${vocabulary}, ${config.measure.positions} positions, step ${steps}`,
    };
    const records: BenchRecord[] = [];
    // A worker measures many: from the second on its JavaScript is compiled.
    for (const [name, bar] of [
      ["one full measurement", { atMost: 10 }],
      ["the next one", null],
    ] as const) {
      const checkpointId = await saveCheckpointRow(db, { ...saved, runId: await newRun(), uri: folder });
      const [begin, processor] = [performance.now(), process.cpuUsage()];
      await measureCheckpoint({
        ...{ db, backend, checkpointId, dataDirectory, workerId: "bench", codeVersion: "bench" },
        signal: new AbortController().signal,
      });
      const seconds = (performance.now() - begin) / 1000;
      const { user, system } = process.cpuUsage(processor);
      const cells = await db.measurement.findMany({ where: { checkpointId }, orderBy: { id: "asc" } });
      records.push(
        { name, value: seconds, bar, ...common },
        { name: "  processor time of all threads", value: (user + system) / 1e6, bar: null, ...common },
        ...cells.map(({ cell, durationMs }): BenchRecord => ({
          name: `  ${cell}, its share of the time`,
          value: (durationMs ?? NaN) / 1000,
          bar: null,
          ...common,
        })),
      );
    }
    return records;
  } finally {
    await db.$disconnect();
    await server.stop();
    await rm(dataDirectory, { recursive: true, force: true });
  }
};
