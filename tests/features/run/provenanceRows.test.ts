import { expect, test } from "vitest";
import { provenanceRows } from "~/features/run/provenanceRows";

const made: Parameters<typeof provenanceRows>[0] = {
  ...{ id: 1, durationMs: 1500, finishedAt: new Date("2026-01-02T03:04:05.678Z"), isOlder: false },
  provenance: {
    methods: { null: "matched:size@1", pca90: "pca90", "pearson:mean_r@1": "pearson:mean_r@1" },
    parameters: { nullGroups: 199, elbowRank: null },
    ...{ seed: 7, positions: 16_384, rarePositions: null, sequences: 128, neurons: 512 },
    ...{ tokensHash: "t", countsHash: null, weightsHash: "w", dtype: "float32", backend: "native" },
    ...{ codeVersion: "0.1.0", warnings: ["a", "b"] },
  },
  checkpoint: { step: 64, sha256: "w", tokens: null },
};
const valueOf = (term: string) => provenanceRows(made).find((row) => row.term === term)?.value;

test("methods stand under what they made; those that are named by themselves share a line", () => {
  expect(valueOf("null")).toBe("matched:size@1");
  expect(valueOf("statistics")).toBe("pca90 · pearson:mean_r@1");
  expect(valueOf("pca90")).toBeUndefined();
});

test("parameters, counts and hashes are told, and what is not known is left out", () => {
  expect(valueOf("nullGroups")).toBe("199");
  expect(valueOf("elbowRank")).toBe("null");
  expect(valueOf("positions")).toBe("16\u202f384");
  expect(valueOf("rare positions")).toBeUndefined();
  expect(valueOf("token counts")).toBeUndefined();
  expect(valueOf("took")).toBe("1.50 s");
  expect(valueOf("finished")).toBe("2026-01-02 03:04:05 UTC");
  expect(valueOf("mind")).toBe("a; b");
});
