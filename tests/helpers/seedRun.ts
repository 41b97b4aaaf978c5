import { fitCalibratedRegimes } from "~/core/regimes/fitCalibratedRegimes";
import { seededRandom } from "~/core/stats/random";
import { saveCheckpointRow } from "~/db/checkpoints";
import type { Database } from "~/db/client";
import { saveGroupStatistics } from "~/db/groupStatistics";
import { claimCell, finishCell, skipCell } from "~/db/ledger";
import { appendPoints } from "~/db/points";
import { saveRegimeFits } from "~/db/regimeFits";
import { createRun } from "~/db/runs";
import { saveVectors } from "~/db/vectors";
import { registerWorker } from "~/db/workerRows";
import { sampleThreeRegimes } from "./rankCurves";
import { tinyConfig } from "./tinyRun";

const neurons = 512;
const workerId = "seed";

const provenance = {
  methods: { regimes: "calibrated:hinges@1" },
  parameters: { bands: "half" },
  seed: 0,
  positions: 1024,
  rarePositions: 100,
  sequences: 64,
  neurons,
  tokensHash: null,
  countsHash: null,
  weightsHash: "0".repeat(64),
  dtype: "f32",
  backend: "none",
  codeVersion: "test",
  warnings: [],
};

/**
 * A run whose influences are drawn from planted curves (a plateau of `rarePlateau` neurons at each measured step, none
 * for common tokens) and fitted by the real fits; what is stored is what a worker would store.
 */
export async function seedRun(
  db: Database,
  { measured = [0, 1, 2], skipped = [] as number[], rarePlateau = 60 } = {},
): Promise<string> {
  const run = await createRun(db, { kind: "training", config: tinyConfig(), codeVersion: "test" });
  await registerWorker(db, { id: workerId, host: "test", pid: 1, backend: "none", codeVersion: "test" });
  for (const step of [...measured, ...skipped].sort((a, b) => a - b)) {
    const checkpointId = await saveCheckpointRow(db, {
      ...{ runId: run.id, step, tokens: step * 64, uri: "none", sha256: provenance.weightsHash, bytes: 1 },
      ...{ format: "safetensors", architecture: {} },
    });
    if (skipped.includes(step)) {
      await skipCell(db, {
        checkpointId,
        cell: "influence",
        configHash: "h",
        reason: "skipped: too expensive",
      });
    } else {
      await measureInfluence(db, { runId: run.id, checkpointId, step, rarePlateau });
      await measureGroups(db, checkpointId);
    }
  }
  return run.id;
}

async function measureInfluence(
  db: Database,
  {
    runId,
    checkpointId,
    step,
    rarePlateau,
  }: { runId: string; checkpointId: number; step: number; rarePlateau: number },
): Promise<void> {
  const measurementId = await claimCell(db, { checkpointId, cell: "influence", configHash: "h", workerId });
  if (measurementId === null) throw new Error("the cell is taken");
  const curves = {
    rare: sampleThreeRegimes({ n: neurons, r1: rarePlateau, kappa: 0.8 }, step + 1).map((v) => v / 1000),
    common: sampleThreeRegimes({ n: neurons, r1: 0, kappa: 0.6 }, step + 1000).map((v) => v / 1000),
  };
  await saveVectors(
    db,
    measurementId,
    Object.entries(curves).map(([band, values]) => ({ name: "influence.absolute", band, values })),
  );
  await saveRegimeFits(
    db,
    measurementId,
    Object.entries(curves).map(([band, values]) => {
      const fit = fitCalibratedRegimes(values, { seed: 0, bootstrapDraws: 99, intervalDraws: 40 });
      return { curve: "absolute", band, method: "calibrated", fit };
    }),
  );
  await appendPoints(db, runId, [
    { name: "loss.rare", step, value: 9 - step / 8, low: 8.75 - step / 8, high: 9.25 - step / 8 },
    { name: "training.loss", step, value: 8 - step / 8 },
  ]);
  await finishCell(db, measurementId, { workerId, provenance, durationMs: 12 });
}

async function measureGroups(db: Database, checkpointId: number): Promise<void> {
  const measurementId = await claimCell(db, {
    checkpointId,
    cell: "coordination",
    configHash: "h",
    workerId,
  });
  if (measurementId === null) throw new Error("the cell is taken");
  const random = seededRandom(1);
  const nullValues = Array.from({ length: 199 }, () => 2 + random());
  const key = { group: "leaders", space: "W_in", statistic: "alpha_mid", method: "alpha_mid" };
  const numbers = { size: 33, value: 1.5, nullMean: 2.5, nullSd: 0.3, z: -3.3, p: 0.01, draws: 199 };
  await saveGroupStatistics(db, measurementId, [{ ...key, ...numbers, nullValues, reason: null }]);
  await finishCell(db, measurementId, { workerId, provenance, durationMs: 3 });
}
