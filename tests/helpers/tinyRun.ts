import { type RunConfigInput, parseRunConfig } from "~/core/runConfig";
import { randomInteger, seededRandom } from "~/core/stats/random";

/** A model that trains in milliseconds; whatever is given wins. */
export const tinyConfig = (input: RunConfigInput = {}) =>
  parseRunConfig({
    ...input,
    model: { layers: 2, width: 32, heads: 4, mlpWidth: 48, context: 16, vocabulary: 512, ...input.model },
    training: {
      steps: 40,
      batch: 4,
      warmupSteps: 5,
      learningRate: 5e-3,
      finalLearningRate: 5e-4,
      ...input.training,
    },
  });

/** A text with something to learn: words of four tokens, drawn at random. */
export function tinyText(length = 4000, words = 40): Uint16Array {
  const random = seededRandom(11);
  const vocabulary = Array.from({ length: words }, () =>
    Array.from({ length: 4 }, () => randomInteger(random, 512)),
  );
  const text = Array.from({ length: Math.ceil(length / 4) }, () => vocabulary[randomInteger(random, words)]!);
  return Uint16Array.from(text.flat().slice(0, length));
}
