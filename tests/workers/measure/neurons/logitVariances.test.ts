import { expect, test } from "vitest";
import { gram } from "~/core/linalg/gram";
import { moments } from "~/core/neurons/moments";
import { noiseMatrix } from "~tests/helpers/spectra";
import { logitVariances } from "~workers/measure/neurons/logitVariances";

test("is the variance of each neuron's row of logits, over tokens that have a mean", () => {
  const [tokens, neurons, width] = [70, 21, 6];
  for (let seed = 1; seed <= 40; seed++) {
    const unembedding = Float32Array.from(noiseMatrix(seed, tokens, width), (z, at) => z + (at % width));
    const directions = Float32Array.from(noiseMatrix(seed + 1000, neurons, width));
    directions.fill(0, 0, width);
    const found = logitVariances(directions, { unembedding, width, gramOf: gram });
    const logits = (neuron: number) =>
      Float64Array.from({ length: tokens }, (_, v) => {
        const own = unembedding.subarray(v * width, (v + 1) * width);
        return own.reduce((sum, u, j) => sum + u * directions[neuron * width + j]!, 0);
      });
    expect(found[0]).toBe(0);
    for (let neuron = 1; neuron < neurons; neuron++)
      expect(found[neuron]! / moments(logits(neuron)).variance!).toBeCloseTo(1, 10);
  }
});
