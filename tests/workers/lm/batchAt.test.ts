import { describe, expect, it } from "vitest";
import { batchAt, sequencesAt } from "~workers/lm/batchAt";
import { evaluationBatch } from "~workers/lm/evaluationBatch";

const text = Uint16Array.from({ length: 5000 }, (_, index) => index);

describe("batchAt", () => {
  const options = { seed: 3, step: 17, sequences: 4, context: 32 };

  it("predicts the next token of the text at every position", () => {
    const { inputs, targets } = batchAt(text, options);
    expect(inputs).toHaveLength(4 * 32);
    expect(targets).toEqual(inputs.map((id) => id + 1));
  });

  it("depends on seed and step alone", () => {
    expect(batchAt(text, options)).toEqual(batchAt(text, options));
    expect(batchAt(text, { ...options, step: 18 })).not.toEqual(batchAt(text, options));
    expect(batchAt(text, { ...options, seed: 4 })).not.toEqual(batchAt(text, options));
  });

  it("draws places from all of the text evenly", () => {
    const begins = Array.from(
      { length: 500 },
      (_, step) => batchAt(text, { ...options, step, sequences: 8, context: 8 }).inputs,
    ).flatMap((inputs) => Array.from({ length: 8 }, (_, row) => inputs[row * 8]!));
    const quarters = [0, 0, 0, 0];
    for (const begin of begins) quarters[Math.floor((begin / 4992) * 4)]!++;
    for (const count of quarters) expect(Math.abs(count - 1000)).toBeLessThan(110); // four standard deviations
  });

  it("uses a text of just one sequence", () => {
    expect(batchAt(text.subarray(0, 33), options).inputs.subarray(0, 32)).toEqual(
      Int32Array.from(text.subarray(0, 32)),
    );
  });

  it("refuses a text too short for a sequence and its next token", () => {
    expect(() => batchAt(text.subarray(0, 32), options)).toThrow(
      "a text of 32 tokens has no sequence of 32 with a next token",
    );
    expect(() => sequencesAt(text, [4999], 4)).toThrow("begins at 4999 of 5000");
  });
});

describe("evaluationBatch", () => {
  it("takes whole sequences one after another from the beginning", () => {
    const { inputs, targets, sequences } = evaluationBatch(text, { positions: 300, context: 128 });
    expect(sequences).toBe(2);
    expect(inputs).toEqual(Int32Array.from(text.subarray(0, 256)));
    expect(targets).toEqual(Int32Array.from(text.subarray(1, 257)));
  });

  it("takes one sequence when fewer positions were asked for", () => {
    expect(evaluationBatch(text, { positions: 256, context: 1024 }).sequences).toBe(1);
  });
});
