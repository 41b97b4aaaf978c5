import { expect, test } from "vitest";
import { bandSequences, sequencesOfBand } from "~/core/influence/bandSequences";
import { summarizeInfluence } from "~/core/influence/summarizeInfluence";

test("each band counts the sequences that have positions of it, and is read back from the parameters", () => {
  // [bands, sequences]: rare in one of three sequences, common in all.
  const counts = Float64Array.of(0, 4, 0, 5, 1, 5);
  const sums = { absolute: counts.map((n) => 2 * n), signed: counts, counts };
  const parameters = bandSequences(summarizeInfluence({ sums, bandNames: ["rare", "common"] }));
  expect(parameters).toEqual({ "rare sequences": 1, "common sequences": 3, "all sequences": 3 });
  expect(sequencesOfBand({ parameters, sequences: 3 }, "rare")).toBe(1);
  expect(sequencesOfBand({ parameters: {}, sequences: 3 }, "rare")).toBe(3);
});
