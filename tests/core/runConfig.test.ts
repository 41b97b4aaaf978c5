import { describe, expect, test } from "vitest";
import { parseRunConfig, type RunConfigInput } from "~/core/runConfig";

describe("parseRunConfig", () => {
  test("fills in the demo run when nothing is said", () => {
    const { model, training } = parseRunConfig({});
    expect(model).toMatchObject({ layers: 4, width: 128, mlpWidth: 512, context: 128, vocabulary: 4096 });
    expect(training.steps).toBeGreaterThan(512);
  });

  test("gives back what it was given, so that a stored config reads the same", () => {
    const config = parseRunConfig({ seed: 7, model: { layers: 2 } });
    expect(parseRunConfig(JSON.parse(JSON.stringify(config)))).toEqual(config);
  });

  const wrong: [string, unknown, string][] = [
    ["an unknown key", { layer: 4 }, "layer: unknown key"],
    ["an unknown key inside", { model: { depth: 4 } }, "depth: unknown key in model"],
    [
      "a width the heads do not divide",
      { model: { width: 128, heads: 3 } },
      "model.heads: must divide model.width, which is 128 (is 3)",
    ],
    [
      "a context longer than the text",
      { corpus: { maxTokens: 2048 } },
      "model.context: must be shorter than the held-out text, which has 61 tokens",
    ],
    [
      "more positions than held-out tokens",
      { corpus: { maxTokens: 100_000 } },
      "measure.positions: must be at most 3000",
    ],
    [
      "a vocabulary too small to have rare tokens",
      { model: { vocabulary: 100 } },
      "model.vocabulary: must be at least 512",
    ],
    [
      "a warm-up longer than the run",
      { training: { steps: 10, warmupSteps: 20 } },
      "training.warmupSteps: must not exceed training.steps, which is 10 (is 20)",
    ],
    [
      "a word for a number",
      { training: { batch: "many" } },
      'training.batch: Invalid input: expected number, received string (is "many")',
    ],
    ["something that is no object", 5, "config: Invalid input: expected object, received number (is 5)"],
  ];
  test.each(wrong)("refuses %s and names key, value and what is allowed", (_, input, message) => {
    expect(() => parseRunConfig(input)).toThrow(message);
  });

  test("names every wrong value at once", () => {
    const input: RunConfigInput = { seed: -1, model: { layers: 0 } };
    expect(() => parseRunConfig(input)).toThrow(/seed: .*\n?model\.layers|model\.layers: .*\n?seed/s);
  });
});
