import { describe, expect, it } from "vitest";
import { parseRunConfig } from "~/core/runConfig";
import { learningRateAt } from "~workers/lm/learningRate";

const training = { steps: 1000, warmupSteps: 100, learningRate: 1e-3, finalLearningRate: 1e-4 };

describe("learningRateAt", () => {
  const config = parseRunConfig({ training });

  it("rises in a straight line to the full rate", () => {
    expect(learningRateAt(1, config)).toBeCloseTo(1e-5, 15);
    expect(learningRateAt(50, config)).toBeCloseTo(5e-4, 15);
    expect(learningRateAt(100, config)).toBe(1e-3);
  });

  it("falls by half a cosine to the final rate", () => {
    expect(learningRateAt(550, config)).toBeCloseTo(5.5e-4, 15);
    expect(learningRateAt(1000, config)).toBeCloseTo(1e-4, 15);
  });

  it("starts at the full rate without a warm-up, and may be all warm-up", () => {
    expect(learningRateAt(1, parseRunConfig({ training: { ...training, warmupSteps: 0 } }))).toBeCloseTo(
      1e-3,
      7,
    );
    expect(learningRateAt(1000, parseRunConfig({ training: { ...training, warmupSteps: 1000 } }))).toBe(1e-3);
  });
});
