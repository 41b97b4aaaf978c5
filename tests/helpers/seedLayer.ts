import { holmByFamily } from "~/core/groups/holmByFamily";
import { correlateActivations } from "~/core/groups/correlateActivations";
import { measureCoactivation } from "~/core/groups/coordination/measureCoactivation";
import { gram } from "~/core/linalg/gram";
import { weightStatistics } from "~/core/neurons/weightStatistics";
import { normalsFrom, seededRandom } from "~/core/stats/random";
import { findCheckpointAt } from "~/db/checkpoints";
import type { Database } from "~/db/client";
import { saveGroupStatistics } from "~/db/groupStatistics";
import { claimCell, finishCell } from "~/db/ledger";
import { saveNeuronContexts } from "~/db/neuronContexts";
import { saveVectors } from "~/db/vectors";
import { saveVocabulary } from "~/db/vocabularies";

const workerId = "seed";
const width = 8;
const positions = 64;

const provenance = {
  ...{ methods: {}, parameters: { vocabularyHash: "v" }, seed: 0, positions, rarePositions: 9, sequences: 4 },
  ...{ neurons: 0, tokensHash: null, countsHash: null, weightsHash: "0".repeat(64), dtype: "f32" },
  ...{ backend: "none", codeVersion: "test", warnings: [] },
};

/**
 * The cells of a seeded run (tests/helpers/seedRun.ts) that hang on weights and activations, both drawn at random and
 * put through the real statistics: `neurons` with two promoted tokens each and one context of neuron 1, `coordination`
 * with the co-activation of neurons 0 to 11.
 */
export async function seedLayer(
  db: Database,
  { runId, step }: { runId: string; step: number },
): Promise<void> {
  const checkpoint = (await findCheckpointAt(db, runId, step))!;
  const run = await db.run.findUniqueOrThrow({ where: { id: runId } });
  const { mlpWidth: m } = (run.config as { model: { mlpWidth: number } }).model;
  const normals = (count: number, seed: number) => Float32Array.from(normalsFrom(seededRandom(seed), count));
  const { normIn, normOut, cosInOut } = weightStatistics(
    { wIn: normals(m * width, 1), wOut: normals(m * width, 2) },
    width,
  );

  const measured = async (
    cell: "neurons" | "coordination",
    save: (measurementId: number) => Promise<void>,
  ) => {
    const id = (await claimCell(db, { checkpointId: checkpoint.id, cell, configHash: "layer", workerId }))!;
    await save(id);
    await finishCell(db, id, { workerId, provenance: { ...provenance, neurons: m }, durationMs: 1 });
  };
  const vector = (name: string, values: Parameters<typeof saveVectors>[2][number]["values"]) => ({
    name,
    band: "",
    values,
  });

  await saveVocabulary(db, { hash: "v", tokens: ["a", " b", "\n"] });
  await measured("neurons", async (id) => {
    await saveVectors(db, id, [
      vector("neuron.normIn", normIn),
      vector("neuron.normOut", normOut),
      vector("neuron.cosInOut", cosInOut),
      vector(
        "promoted.top.ids",
        Int32Array.from({ length: 2 * m }, (_, k) => k % 2),
      ),
      vector(
        "promoted.top.values",
        Float32Array.from({ length: 2 * m }, (_, k) => (k % 2 ? 0.5 : 1)),
      ),
      vector("promoted.bottom.ids", new Int32Array(2 * m).fill(2)),
      vector("promoted.bottom.values", new Float32Array(2 * m).fill(-1)),
    ]);
    const text = { tokens: [0, 1], deltas: [0.25, -0.5], target: 2 };
    await saveNeuronContexts(db, id, [{ neuron: 1, rank: 0, position: 7, at: 1, ...text }]);
  });
  await measured("coordination", async (id) => {
    const correlation = correlateActivations(normals(positions * m, 3), {
      positions,
      neurons: m,
      gramOf: gram,
    });
    const members = Array.from({ length: 12 }, (_, k) => k);
    const group = { group: "leaders", members, norms: normOut, seed: 5, draws: 39 };
    const statistics = measureCoactivation(correlation, group);
    const adjusted = holmByFamily(statistics);
    await saveGroupStatistics(
      db,
      id,
      statistics.map((row, k) => ({ ...row, ...adjusted[k]! })),
    );
    await saveVectors(db, id, [
      vector("coordination.members", Int32Array.from([4, 2])),
      vector("coordination.communities", Int32Array.from([0, 1])),
      vector("coordination.correlation", Float32Array.from([1, 0.5, 0.5, 1])),
    ]);
  });
}
