import { expect, test } from "vitest";
import { Provenance } from "~/core/provenance";
import { provenanceJson } from "~/features/run/provenanceJson";

const provenance: Provenance = {
  methods: { influence: "mean_ablation:certified@1" },
  parameters: { bands: "half", influenceTolerance: 1e-6, elbowRank: null },
  ...{ seed: 7, positions: 16_384, rarePositions: 812, sequences: 128, neurons: 512 },
  ...{ tokensHash: "t".repeat(64), countsHash: null, weightsHash: "w".repeat(64) },
  ...{ dtype: "float32", backend: "native avx512, 2 threads", codeVersion: "0.1.0+abc" },
  warnings: ["only 12 of the evaluated positions have a rare target"],
};
const made = {
  ...{
    id: 3,
    provenance,
    durationMs: 12.5,
    finishedAt: new Date("2026-01-02T03:04:05.678Z"),
    isOlder: false,
  },
  checkpoint: { step: 64, sha256: "w".repeat(64), tokens: 131_072 },
};
const of = { runId: "r1", step: 64, cell: "influence" };

test("the copied card holds everything that decides the numbers, and is read back as it was", () => {
  const copied = JSON.parse(provenanceJson(made, of)) as Record<string, unknown>;
  expect(copied).toEqual({
    ...of,
    checkpoint: made.checkpoint,
    provenance,
    durationMs: 12.5,
    finishedAt: "2026-01-02T03:04:05.678Z",
  });
  expect(Provenance.parse(copied.provenance)).toEqual(provenance);
});

test("what is not known is null, and nothing of the database's own is told", () => {
  const copied = JSON.parse(provenanceJson({ ...made, durationMs: null, finishedAt: null }, of)) as object;
  expect(copied).toMatchObject({ durationMs: null, finishedAt: null, provenance: { countsHash: null } });
  expect(copied).not.toHaveProperty("id");
});
